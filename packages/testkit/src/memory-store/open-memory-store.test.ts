import { describeStore } from '../store-contract/describe-store.ts'
import { openMemoryStore } from './open-memory-store.ts'

describeStore({
  name: 'memory',
  async open(resourceTypes) {
    const store = openMemoryStore(resourceTypes)
    return { store, drop: () => store.close() }
  },
})
