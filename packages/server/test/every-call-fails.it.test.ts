import { cutConnections } from '@rolecall/testkit/cut-connections'
import { createCallFaults, type CallFaults } from '@rolecall/testkit/faults/call-faults'
import { createTestPostgres, eachDatabase, type TestDatabase } from '@rolecall/testkit/test-databases'
import { expect, it } from 'vitest'

import { clientOf } from './client.ts'
import { failEachCall, type FailingOptions } from './every-call-fails.ts'
import { openFailingStore, type FailingStore } from './failing-backend.ts'
import {
  administer,
  changeMapping,
  decideHolds,
  lookAfter,
  provisionMany,
  useClient,
  useConsole,
  type Asking,
} from './failing-operations.ts'
import { startRolecall } from './rolecall.ts'
import { manage, prepareRequests, provision } from './usual-requests.ts'

/** Starts a server over a database of which calls fail, has somebody ask it all, and answers how many calls have failed. */
async function failOn(
  create: () => Promise<TestDatabase>,
  faults: CallFaults,
  options: Partial<FailingOptions>,
  ask: (failing: Asking, quiet: Asking) => Promise<void>,
): Promise<number> {
  let failingStore: FailingStore | undefined
  const rolecall = await startRolecall(create, undefined, [], async (storeOptions) => {
    failingStore = await openFailingStore(faults, storeOptions)
    return failingStore.store
  })
  const { keys } = await rolecall.createOrganization('Acme')
  const readState = (): Promise<unknown> => failingStore?.readState() ?? Promise.reject(new Error('there is no store'))
  const failing = failEachCall({ rolecall, faults, readState, ...options })
  await ask({ as: (key) => failing.as(key), keys }, { as: (key) => clientOf(rolecall, key), keys })
  failing.check()
  await rolecall.stop()
  return failing.calls
}

async function useAll(asking: Asking): Promise<void> {
  for (const run of [changeMapping, decideHolds, useConsole, useClient, lookAfter]) await run(asking)
}

async function provideAndManage({ as, keys }: Asking, quiet: Asking): Promise<void> {
  await prepareRequests(as(keys.organization))
  await provision(as(keys.scim))
  await provisionMany(quiet.as(keys.scim))
  await manage(as(keys.organization))
  await administer(as(keys.organization))
}

it.each(eachDatabase)(
  'each statement to $name fails once: all or nothing, and the next request is answered',
  { timeout: 300_000 },
  async ({ create }) => {
    // What is alike on both is tried in memory: a GET, and more of the same.
    expect(await failOn(create, createCallFaults(), {}, provideAndManage)).toBeGreaterThan(200)
  },
)

/** The first of them, and some of the others. */
const next = (call: number): number => Math.ceil(call * 1.7)

it.each(eachDatabase)(
  'a statement to $name fails, while a mapping, holds, the console, clients or an audit are worked with: the same',
  { timeout: 300_000 },
  async ({ create }) => {
    expect(await failOn(create, createCallFaults(), { next }, useAll)).toBeGreaterThan(100)
  },
)

it('the connections to PostgreSQL are cut before a statement: the same', { timeout: 300_000 }, async () => {
  const database = await createTestPostgres()
  const faults = createCallFaults(() => cutConnections(database.url))
  const wider = (call: number): number => call * 3
  expect(await failOn(async () => database, faults, { next: wider, forgives: true }, useAll)).toBeGreaterThan(30)
})
