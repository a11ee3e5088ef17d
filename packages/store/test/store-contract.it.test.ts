import { describeStore } from '@rolecall/testkit/store-contract/describe-store'
import { eachDatabase } from '@rolecall/testkit/test-databases'

import { migrate } from '../src/migrate.ts'
import { openStore } from '../src/open-store.ts'

for (const { name, create } of eachDatabase) {
  describeStore({
    name,
    async open(resourceTypes) {
      const database = await create(migrate)
      const store = await openStore({ url: database.url, ...(resourceTypes && { resourceTypes }) })
      return {
        store,
        async drop() {
          await store.close()
          await database.drop()
        },
      }
    },
  })
}
