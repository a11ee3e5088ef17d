import type { Store } from '@rolecall/core/store'

import type { TestOrganization } from './test-organization.ts'
import {
  insertGroup,
  insertUser,
  testAsyncRequest,
  testConnection,
  testCredential,
  testGrant,
  testHold,
  testKey,
  testNotice,
  testPlan,
  testRequest,
  testSession,
  testSignIn,
  testSubscription,
  testTeam,
  testToken,
  testVerification,
} from './test-records.ts'

const [now, later] = ['2026-01-02T00:00:00.000Z', '2027-01-01T00:00:00.000Z']

/** A row of an organization in every table that has any. */
export async function fillEverything(store: Store, { id, write }: TestOrganization): Promise<void> {
  const plan = testPlan()
  await store.plans(id).insert(plan)
  await store.plans(id).addLines(plan.id, 'adds', [{ userId: 'u', userName: 'ann', template: 0 }])
  await store.requestLog.append([testRequest(id)])
  await store.verifications.put(id, testVerification())
  await store.dailyCounts.put(
    id,
    { day: '2026-01-02', people: 1, active: 1, owners: 1, roles: 1, groups: 1, teams: 1 },
    '2026-01-01',
  )
  const connection = testConnection()
  const subscription = testSubscription(id)
  await write(async (tx) => {
    const user = await insertUser(tx, { userName: `ann-${id}`, emails: [{ value: 'ann@example.com' }] })
    const group = await insertGroup(tx, { displayName: 'staff' })
    await tx.members.add(group.id, [{ value: user.id, type: null }])
    await tx.grants.put([testGrant(user.id, { hold: 'retained', holdId: 'hold-1' })])
    await tx.assignments.put([{ subject: user.id, effect: 'finding', source: 'core', rule: '1', value: { a: 1 } }])
    await tx.groupFindings.put([{ groupId: group.id, rule: '1', value: { code: 'external-id-shared' } }])
    await tx.bindings.put([
      { nameKey: 'staff', groupId: group.id, externalId: null, state: 'bound' },
      { nameKey: 'staff', groupId: 'later', externalId: null, state: 'bound' },
    ])
    await tx.teams.put([testTeam('sales')])
    await tx.teams.putCatalogue({ ...(await tx.teams.getCatalogue()), mode: 'custom-team-roles' })
    await tx.holds.put(testHold())
    await tx.notices.put([testNotice()])
    await tx.connections.insert(connection)
    await tx.identities.put([{ userId: user.id, connectionId: connection.id, subject: 's' }])
    await tx.signIns.insert(testSignIn({ organizationId: id, connectionId: connection.id, userId: user.id }))
    await tx.signIns.use({ connectionId: connection.id, hash: 'h', now, expiresAt: later })
    await tx.subscriptions.insert(subscription)
    await tx.asyncRequests.insert(testAsyncRequest(id))
    await tx.jobs.schedule([{ kind: 'expire-hold', subject: 'hold-1', dueAt: now }])
    await tx.revocations.add(1, now)
    await tx.mappings.insert({ text: '', format: 'yaml', authorKeyId: null, rollbackTo: 3 })
    tx.events.append([{ type: 'GroupCreated', subject: `groups/${group.id}`, data: {} }])
  })
  const at = { now, latestClaim: later, latestWake: later }
  await store.subscriptions.claim(subscription, at, { token: 'token', until: later })
  const waiting = { lane: 'users/1', state: 'waiting', attempts: 1, failedAt: now, dueAt: now, error: null } as const
  const put = [{ ...waiting, subscriptionId: subscription.id, revision: 1, index: 0 }]
  await store.subscriptions.save(subscription, 'token', { ...subscription, put, drop: [] })
  const key = testKey(id)
  await write((tx) => tx.keys.insert(key))
  await write((tx) => tx.sessions.insert(testSession(key)))
  const client = testKey(id, { kind: 'client', hash: '' })
  const credential = testCredential(client)
  await write(async (tx) => {
    await tx.keys.insert(client)
    await tx.clients.insert({ key: client, tokenLifetime: 3_600, lastRefusal: null })
    await tx.clients.insertCredential(credential)
  })
  await store.clients.issue(testToken(client, credential), { hash: `jti of ${id}`, expiresAt: later })
}
