import { createCallFaults } from '@rolecall/testkit/faults/call-faults'
import { failingStore } from '@rolecall/testkit/faults/failing-store'
import { createMemoryDatabase } from '@rolecall/testkit/memory-store/memory-database'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { clientOf } from '../../../server/test/client.ts'
import { failEachCall } from './failing-calls/fail-each-call.ts'
import {
  administer,
  changeMapping,
  decideHolds,
  lookAfter,
  provisionMany,
  useClient,
  useConsole,
  type Asking,
} from './failing-calls/failing-operations.ts'
import { createMemoryState } from '../../../server/test/read-state.ts'
import { startRolecallInMemory } from '../../../server/test/rolecall-in-memory.ts'
import type { RolecallUnderTest } from '../../../server/test/rolecall.ts'
import { manage, prepareRequests, provision } from '../../../server/test/usual-requests.ts'

const faults = createCallFaults()
const database = createMemoryDatabase()
const stateOf = createMemoryState(database)
let rolecall: RolecallUnderTest
beforeAll(async () => {
  rolecall = await startRolecallInMemory([], { database, wrap: (store) => failingStore(store, faults) })
})
afterAll(() => rolecall.stop())

/** The least number of calls shows that they are those of the operation, and not only of its key. */
const operations: readonly (readonly [string, number, (asking: Asking) => Promise<void>])[] = [
  ['a provider, and what an owner sets', 500, provideAndManage],
  ['mappings', 200, changeMapping],
  ['holds', 100, decideHolds],
  ['the console', 20, useConsole],
  ['an OAuth client', 50, useClient],
  ['connections, verification and the audit', 30, lookAfter],
]

async function provideAndManage({ as, keys }: Asking): Promise<void> {
  await prepareRequests(as(keys.organization))
  await provision(as(keys.scim))
  await provisionMany(as(keys.scim))
  await manage(as(keys.organization))
  await administer(as(keys.organization))
}

it.each(operations)(
  'each call to the store fails once (%s): all or nothing, the next request is answered, and nothing is written twice',
  { timeout: 120_000 },
  async (_, least, run) => {
    const { id, keys } = await rolecall.createOrganization('Acme')
    const failing = failEachCall({ rolecall, faults, readState: async () => stateOf(), reads: true })
    await run({ as: (key) => failing.as(key), keys })
    failing.check()
    expect(failing.calls).toBeGreaterThan(least)
    const quiet = await rolecall.createOrganization('Acme')
    await run({ as: (key) => clientOf(rolecall, key), keys: quiet.keys })
    expect(await eventTypes(id)).toEqual(await eventTypes(quiet.id))
  },
)

async function eventTypes(organizationId: string): Promise<readonly string[]> {
  const rows = await rolecall.services.store.read(organizationId).events.listRows(null, 10_000)
  return rows.map(({ type }) => type)
}
