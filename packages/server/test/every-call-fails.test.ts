import { createCallFaults } from '@rolecall/testkit/faults/call-faults'
import { failingStore } from '@rolecall/testkit/faults/failing-store'
import { expect, it } from 'vitest'

import { failEveryCall } from './every-call-fails.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'

it(
  'each call to the store in memory fails once: all or nothing, and the next request is answered',
  { timeout: 120_000 },
  async () => {
    const faults = createCallFaults()
    const rolecall = await startRolecallInMemory([], (store) => failingStore(store, faults))
    expect(await failEveryCall(rolecall, faults)).toBeGreaterThan(500)
    await rolecall.stop()
  },
)
