import { jobHandlers } from '@rolecall/core/job/job-handlers'
import { countDirectory } from '@rolecall/core/organization/count-directory'
import { createPlatformKey } from '@rolecall/core/platform/platform-keys'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import type { StoreTransaction } from '@rolecall/core/store'
import { openBackend, type Backend } from '@rolecall/store/open-backend'
import { explainStatement } from '@rolecall/testkit/query-plan/explain-statement'
import { findWideReads } from '@rolecall/testkit/query-plan/find-wide-reads'
import { fillLargeDirectory } from '@rolecall/testkit/store-contract/large-directory'
import {
  testConnection,
  testSignIn,
  testAsyncRequest,
  testNotice,
  testSubscription,
} from '@rolecall/testkit/store-contract/test-records'
import { testScope } from '@rolecall/testkit/store-contract/test-organization'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { clientOf } from './client.ts'
import { startRolecall, type Rolecall } from './rolecall.ts'
import { exchange, manage, prepareRequests, provision } from './usual-requests.ts'
import { openWatchedStore, type StatementCensus } from './watched-store.ts'

describe.each(eachDatabase)('a census of the statements of usual requests, on $name', ({ create }) => {
  const census: StatementCensus = new Map()
  let rolecall: Rolecall
  let backend: Backend
  beforeAll(async () => {
    let url = ''
    rolecall = await startRolecall(create, undefined, [], (options) => {
      url = options.url as string
      return openWatchedStore(census, options)
    })
    backend = await openBackend({ url, poolSize: 1 })
    const organization = await rolecall.createOrganization('Acme')
    const owner = clientOf(rolecall, organization.keys.organization)
    await prepareRequests(owner)
    await rolecall.services.store.write(organization.id, testScope, fillLargeDirectory)
    await rolecall.services.store.write(organization.id, testScope, fillSignIns)
    await rolecall.services.store.write(organization.id, testScope, fillQueue)
    if (backend.readers.dialect.name === 'postgres') {
      await backend.readers.all('ANALYZE', [])
      // Tables of a few rows are read whole as it is cheaper: an index that there is must be able to answer.
      await backend.readers.all('SET enable_seqscan = off', [])
    }
    census.clear()
    await provision(clientOf(rolecall, organization.keys.scim))
    await manage(owner)
    await owner('GET', '/api/snapshot')
    await owner('GET', '/api/snapshot?after=1-0&digest=true')
    await exchange(owner, (key) => clientOf(rolecall, key))
    await runDueJobs(rolecall.services, [...jobHandlers, countDirectory])
    await tellNotices(rolecall.services, organization.id)
    await signIn(rolecall.services, organization.id)
    await deliverEvents(rolecall.services, organization.id)
    await carryOutLater(rolecall.services, organization.id)
    await runPlatform(rolecall, organization.id)
  })
  afterAll(async () => {
    await backend.close()
    await rolecall.stop()
  })

  it('finds none that reads a table whole, or all that an organization has', async () => {
    const wide: Record<string, readonly string[]> = {}
    for (const [sql, parameters] of census) {
      const text = sql.replaceAll(/["`]/g, '')
      if (allowed.some(({ statement }) => statement.test(text))) continue
      const plans = await explainStatement(backend.readers, { sql, parameters })
      const lines = plans
        .flatMap((plan) => findWideReads(plan))
        .filter((line) => scans.test(line) || !erasing.test(text))
      if (lines.length > 0) wide[sql] = lines
    }
    expect(census.size).toBeGreaterThan(80)
    expect(wide).toEqual({})
  })
})

const connection = testConnection()

/** So many that an index is worth it, each of another person. */
async function fillSignIns(tx: StoreTransaction): Promise<void> {
  const { organizationId } = tx
  await tx.connections.insert(connection)
  for (const { id: userId } of await tx.users.list({ after: null, limit: 500 })) {
    const ofToken = { tokenSubject: userId, tokenSession: `session of ${userId}` }
    await tx.signIns.insert(testSignIn({ organizationId, connectionId: connection.id, userId, ...ofToken }))
  }
}

/** So many that an index is worth it. */
async function fillQueue({ asyncRequests, organizationId }: StoreTransaction): Promise<void> {
  for (let position = -500; position < 0; position++)
    await asyncRequests.insert(testAsyncRequest(organizationId, { position }))
}

/** What a sign-in of a person asks, which needs a provider else. */
async function signIn({ store }: Rolecall['services'], organizationId: string): Promise<void> {
  const [now, expiresAt] = ['2026-01-02T13:00:00.000Z', '2026-01-02T14:00:00.000Z']
  const ofConnection = { connectionId: connection.id }
  await store.connections.find(connection.id)
  await store.signIns.find('hash', now)
  await store.write(organizationId, { cause: testScope.cause, now }, async ({ signIns }) => {
    await signIns.use({ ...ofConnection, hash: 'h', now, expiresAt })
    await signIns.end({ ...ofConnection, tokenSubject: 'nobody', tokenSession: null })
    await signIns.end({ ...ofConnection, tokenSubject: null, tokenSession: 'none' })
    await signIns.delete('hash')
  })
}

/** What telling of notices asks beside the overview. */
async function tellNotices({ store }: Rolecall['services'], organizationId: string): Promise<void> {
  await store.write(organizationId, testScope, (tx) => tx.notices.put([testNotice()]))
  await store.write(organizationId, testScope, (tx) => tx.notices.delete([testNotice()]))
  await store.notices.count()
}

/** What a delivery asks, beside what the API does. */
async function deliverEvents({ store }: Rolecall['services'], organizationId: string): Promise<void> {
  const subscription = testSubscription(organizationId)
  const at = {
    now: '2026-01-02T13:00:00.000Z',
    latestClaim: '2026-01-02T13:01:00.000Z',
    latestWake: '2026-01-02T15:00:00.000Z',
  }
  const claim = { token: 'token', until: at.latestClaim }
  const waiting = {
    lane: 'users/1',
    state: 'waiting',
    attempts: 1,
    failedAt: at.now,
    dueAt: at.now,
    error: null,
  } as const
  const put = [1, 2].map((index) => ({ ...waiting, subscriptionId: subscription.id, revision: 1, index }))
  const progress = { ...subscription, cursor: { revision: 1, index: 9 }, put, drop: [{ revision: 1, index: 3 }] }
  await store.write(organizationId, testScope, (tx) => tx.subscriptions.insert(subscription))
  await store.subscriptions.listDue(at, null, 9)
  await store.subscriptions.listDue(at, organizationId, 9)
  await store.subscriptions.claim(subscription, at, claim)
  await store.subscriptions.renew(subscription, claim)
  await store.subscriptions.save(subscription, claim.token, progress)
  await store.subscriptions.listWaiting(subscription, 9)
  await store.subscriptions.count('off')
  const { subscriptions } = store.read(organizationId)
  await subscriptions.list()
  await subscriptions.find(subscription.id)
  await subscriptions.listDeliveries(subscription.id, 'dead', null, 9)
  await subscriptions.listDeliveriesOf({ revision: 1, index: 1 })
  await subscriptions.findLastDead(subscription.id)
  await store.organizations.listRevisions([organizationId])
  await store.write(organizationId, testScope, async (tx) => {
    await tx.subscriptions.update(subscription.id, subscription)
    await tx.subscriptions.rewind(subscription.id, { revision: 0, index: 0 })
    await tx.subscriptions.delete(subscription.id)
  })
}

/** What is asked for requests that are carried out later. */
async function carryOutLater({ store }: Rolecall['services'], organizationId: string): Promise<void> {
  const request = testAsyncRequest(organizationId, { operations: 2 })
  await store.write(organizationId, testScope, async (tx) => {
    await tx.asyncRequests.measure()
    await tx.asyncRequests.insert(request)
  })
  const at = { now: '2026-01-02T13:00:00.000Z', latest: '2026-01-02T13:01:00.000Z' }
  const claim = { token: 'token', until: at.latest }
  await store.asyncRequests.listQueues('', 9)
  await store.asyncRequests.claim(organizationId, at, claim)
  await store.asyncRequests.renew(request, claim)
  await store.write(organizationId, testScope, (tx) => tx.asyncRequests.advance(request, 'token', 1))
  await store.asyncRequests.release(request, 'token', null)
  await store.asyncRequests.claim(organizationId, at, claim)
  await store.read(organizationId).asyncRequests.find(request.txn)
  await store.write(organizationId, testScope, (tx) => tx.asyncRequests.advance({ ...request, done: 1 }, 'token', 1))
}

/** What is taken away of a deleted organization is all that it has, some hundred rows at a time: by an index, though. */
const erasing =
  /^(DELETE FROM \w+ WHERE (rowid|ctid) |DELETE FROM (jobs|feed_heads) WHERE organization_id = \?$|UPDATE feed_entries SET organization_id = NULL|DELETE FROM organizations)/
const scans = /SCAN |Seq Scan/

/** Statements that may read more than they answer, each with its reason. */
const allowed: readonly { readonly reason: string; readonly statement: RegExp }[] = [
  { reason: 'a page in the order of an index ends at its limit', statement: /ORDER BY .+ LIMIT (\?|1)/is },
  {
    reason: 'a number of all is counted in an index alone',
    statement: /^SELECT COUNT\(\*\) AS total FROM \w+( AS r)? WHERE/i,
  },
  {
    reason: 'a number of all is counted in an index alone, and once for each state',
    statement: /^select \(o\.revision \|\| .+\) AS mark, CASE .+ THEN NULL ELSE \(select count/,
  },
  {
    reason: 'those that stand for nobody yet have an index of their own',
    statement: /group_members.*WHERE organization_id = \? AND (m\.)?user_id IS NULL/s,
  },
  {
    reason: 'as many as an administrator has made',
    statement: /^SELECT .* FROM (api_keys|client_credentials|teams|team_roles)\s+WHERE/,
  },
  {
    reason: 'as many clients as an administrator has made',
    statement: /FROM oauth_clients c .* WHERE c\.organization_id = \? ORDER BY/s,
  },
  { reason: 'as many as the names in a mapping', statement: /^SELECT [^?]* FROM bindings WHERE organization_id = \?$/ },
  {
    reason: 'a mapping is held against the names of all groups, to name those that look alike',
    statement: /^SELECT id, display_name FROM groups WHERE organization_id = \?$/,
  },
  {
    reason: 'roles of the mapping are counted where somebody looks at the days, and once an hour',
    statement: /^SELECT COUNT\(\*\) AS derived FROM grants/,
  },
  {
    reason: 'who is active is counted where somebody looks at the days, of so many only once an hour',
    statement: /^SELECT COUNT\(\*\) AS members, COALESCE\(SUM\(1 - active\), 0\) AS inactive FROM users/,
  },
  {
    reason: 'the days of an organization, of which 35 are kept, and as many organizations as a page of usage has',
    statement: /FROM daily_counts c\s+WHERE c\.organization_id/,
  },
  {
    reason: 'a suspension is written to every key, and there are as many as an administrator has made',
    statement: /^UPDATE api_keys SET suspended_at = \? WHERE organization_id = \?$/,
  },
  {
    reason: 'of a new organization there is nothing yet that refers to it',
    statement: /^INSERT INTO organizations .* ON CONFLICT \(external_id\) DO NOTHING/s,
  },
  {
    reason: 'twice a second at most, where anybody reads the feed over all: a number of each organization',
    statement: /^SELECT o\.id FROM organizations o LEFT JOIN feed_heads h/,
  },
  {
    reason: 'as many connections as an administrator has made, where an organization is exported',
    statement: /^SELECT .* FROM sso_connections WHERE organization_id = \? ORDER BY id$/,
  },
  {
    reason: 'ten subscriptions of an organization that is deleted',
    statement: /^UPDATE subscriptions SET state = 'off', claim = NULL/,
  },
  { reason: 'one head of the feed for each organization', statement: /^INSERT INTO feed_entries/ },
  { reason: 'one row for each organization', statement: /FROM (verifications|organizations o) WHERE/ },
  { reason: 'once a day for all organizations', statement: /^INSERT INTO jobs .* FROM organizations o/s },
  {
    reason: 'as many as wait for somebody in an organization, and by code over all of them',
    statement: /FROM notices (WHERE organization_id = \? ORDER BY|GROUP BY code)/,
  },
  {
    reason: 'ten subscriptions of an organization',
    statement: /FROM subscriptions WHERE organization_id = \? (ORDER BY id|AND id)?/,
  },
  {
    reason: 'a thousand requests of an organization wait at most, and they are counted in an index alone',
    statement: /FROM async_requests WHERE organization_id = \?$/,
  },
  {
    reason: 'one step of an index for each organization of which any request waits',
    statement: /^WITH RECURSIVE queues/,
  },
  { reason: 'the first that there is', statement: /^SELECT 1 FROM grants .* LIMIT 1$/ },
  {
    reason: 'SQLite only looks for children of an account while a foreign key is violated',
    statement: /^INSERT INTO accounts/,
  },
]

/** What the product asks for that runs the server, at the end: an organization is suspended for a moment. */
async function runPlatform(rolecall: Rolecall, organizationId: string): Promise<void> {
  const operator = { kind: 'cli', requestId: null, keyId: null, operator: 'root' } as const
  const { key } = await createPlatformKey(rolecall.services, { displayName: 'P', expiresAt: null }, operator)
  const platform = clientOf(rolecall, key)
  const path = '/api/platform/organizations'
  const keys = [{ displayName: 'Provider', scopes: ['scim'] }]
  await platform('POST', path, { body: { id: 'customer-1', name: 'Globex', keys } })
  await platform('POST', path, { body: { id: 'customer-1', name: 'Globex', keys } })
  for (const asked of [
    `${path}?limit=10`,
    `${path}/customer-1`,
    `${path}/${organizationId}/api-keys`,
    '/api/platform/usage',
    `${path}/${organizationId}/usage`,
    '/api/platform/events?limit=10',
    '/api/platform/events?after=end',
    `${path}/customer-1/snapshot`,
  ])
    await platform('GET', asked)
  await platform('PATCH', `${path}/customer-1`, { body: { suspended: true } })
  const exported = (await platform('GET', `${path}/customer-1/export`)).text.trim().split('\n')
  const { digest } = JSON.parse(exported.at(-1) ?? '') as { digest: string }
  expect((await platform('DELETE', `${path}/customer-1?digest=${digest}`)).status).toBe(204)
  const { failures } = await runDueJobs(rolecall.services, jobHandlers)
  expect(failures).toEqual([])
  for (const suspended of [true, false]) await platform('PATCH', `${path}/${organizationId}`, { body: { suspended } })
}
