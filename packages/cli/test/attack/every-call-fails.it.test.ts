import { recordEvents } from '@rolecall/core/change/record-events'
import { migrate } from '@rolecall/store/migrate'
import { cutConnections } from '@rolecall/testkit/cut-connections'
import { createCallFaults, type CallFaults } from '@rolecall/testkit/faults/call-faults'
import { startLyingProvider } from '@rolecall/testkit/lying-provider'
import { createTestPostgres, eachDatabase, type CreateDatabase } from '@rolecall/testkit/test-databases'
import { expect, it } from 'vitest'

import { clientOf } from '../../../server/test/client.ts'
import { failEachCall, type FailingOptions } from './failing-calls/fail-each-call.ts'
import { openFailingStore, type FailingStore } from './failing-calls/failing-backend.ts'
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
import { connectProvider, signIn } from './failing-calls/failing-sign-in.ts'
import { startRolecall } from '../../../server/test/rolecall.ts'
import { manage, prepareRequests, provision } from '../../../server/test/usual-requests.ts'

/** A server over a database of which calls fail. */
async function startFailing(create: CreateDatabase, faults: CallFaults) {
  let failingStore: FailingStore | undefined
  const rolecall = await startRolecall(create, undefined, [], async (storeOptions) => {
    failingStore = await openFailingStore(faults, storeOptions)
    return failingStore.store
  })
  const readState = (): Promise<unknown> => failingStore?.readState() ?? Promise.reject(new Error('there is no store'))
  return { rolecall, readState }
}

/** Has somebody ask it all, and answers how many calls have failed. */
async function failOn(
  create: CreateDatabase,
  faults: CallFaults,
  options: Partial<FailingOptions>,
  ask: (failing: Asking, quiet: Asking) => Promise<void>,
): Promise<number> {
  const { readState, rolecall } = await startFailing(create, faults)
  const { keys } = await rolecall.createOrganization('Acme')
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
  const database = await createTestPostgres(migrate)
  const faults = createCallFaults(() => cutConnections(database.url))
  const wider = (call: number): number => call * 3
  expect(await failOn(async () => database, faults, { next: wider, forgives: true }, useAll)).toBeGreaterThan(30)
})

it.each(eachDatabase)(
  'a statement to $name fails while an Owner signs in, their provider asks about them and ends it: refused, or done once',
  { timeout: 300_000 },
  async ({ create }) => {
    const faults = createCallFaults()
    const { readState, rolecall } = await startFailing(create, faults)
    const provider = await startLyingProvider()
    const { id, keys } = await rolecall.createOrganization('Acme')
    const failing = failEachCall({ rolecall, faults, readState, reads: true })
    const asking = { as: (key: string | null) => clientOf(rolecall, key), keys }
    const connection = await connectProvider(asking, provider.issuer)
    let count = 0
    // Each way in is a new one: the state of one that has failed is used, as it has to be.
    for (let call = 1; ; call = next(call)) {
      const { browser, failed, status } = await signIn(connection, provider, () => faults.arm(call), faults)
      if (failed !== null) count += 1
      expect([failed, status]).toEqual([failed, failed === null ? 303 : 503])
      expect([failed, browser.cookie(rolecall.url, 'rolecall') !== undefined]).toEqual([failed, failed === null])
      if (failed === null) break
    }
    const claims = { iss: provider.issuer, aud: 'client-1', sub: 'sub-ann', oid: 'oid-ann' }
    const idToken = await provider.idToken(claims)
    await failing.as(keys.organization)('POST', '/api/sso/resolve', { body: { idToken } })
    const { browser } = await signIn(connection, provider, () => {}, faults)
    const cookie = `rolecall=${browser.cookie(rolecall.url, 'rolecall') ?? ''}`
    await failing.as(null)('DELETE', '/api/session', { headers: { 'x-rolecall-console': '1', cookie } })
    const form = new URLSearchParams({ logout_token: await provider.logoutToken({ sub: 'sub-ann' }) }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const { pathname } = new URL(connection.backChannelLogoutUri)
    await failing.as(null)('POST', pathname, { body: form, headers })
    const { browser: last } = await signIn(connection, provider, () => {}, faults)
    const aud = connection.globalTokenRevocationEndpoint
    const authorization = `Bearer ${await provider.revocationToken({ aud })}`
    const body = { sub_id: { format: 'email', email: 'ann@example.com' } }
    await failing.as(null)('POST', new URL(aud).pathname, { body, headers: { authorization } })
    const mine = { cookie: `rolecall=${last.cookie(rolecall.url, 'rolecall') ?? ''}` }
    expect((await clientOf(rolecall, null)('GET', '/api/session', { headers: mine })).body).toBeNull()
    failing.check()
    expect(count).toBeGreaterThan(3)
    expect(failing.calls).toBeGreaterThan(15)
    const { services } = rolecall
    const types = (await services.store.read(id).events.listRows(null, 1_000)).map(({ type }) => type)
    const told = (wanted: string) => types.filter((type) => type === wanted).length
    expect([told('PersonSignedIn'), told('SignedOut'), told('MemberSignedOut')]).toEqual([3, 2, 1])
    await provider.close()
    await rolecall.stop()
  },
)

it.each(eachDatabase)(
  'a statement to $name fails in the middle of an export of the audit: no short answer looks whole',
  { timeout: 300_000 },
  async ({ create }) => {
    const faults = createCallFaults()
    const { rolecall } = await startFailing(create, faults)
    const { id, keys } = await rolecall.createOrganization('Acme')
    const event = { type: 'AuditRead', subject: 'x', data: {} } as const
    const cause = { keyId: null, requestId: null } as never
    await recordEvents(
      rolecall.services,
      id,
      cause,
      Array.from({ length: 2_100 }, () => event),
    )
    let broken = 0
    for (let call = 1; ; call += 1) {
      faults.arm(call)
      const response = await fetch(`${rolecall.url}/api/audit/export`, {
        headers: { authorization: `Bearer ${keys.organization}` },
      })
      // A cut answer throws here, and not before: whoever asks has a head, and no end.
      const text = await response.text().catch(() => null)
      const failed = faults.disarm()
      const lines = text?.split('\n').length ?? 0
      if (failed === null) {
        expect(lines).toBeGreaterThan(2_100)
        break
      }
      if (response.status === 200) {
        expect([failed, text]).toEqual([failed, null])
        broken += 1
      } else expect([failed, response.status]).toEqual([failed, 503])
    }
    // Each page of a thousand after the first.
    expect(broken).toBe(2)
    await rolecall.stop()
  },
)
