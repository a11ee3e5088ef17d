import { defaultCatalogue } from '@rolecall/core/directory/role-catalogue'
import type { Store, StoreReader, StoreTransaction } from '@rolecall/core/store'
import { beforeAll, describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization, type TestOrganization } from './test-organization.ts'
import {
  insertGroup,
  insertUser,
  testCredential,
  testGrant,
  testHold,
  testNotice,
  testId,
  testKey,
  testRequest,
  testTeam,
} from './test-records.ts'
import { withStore } from './with-store.ts'

interface Filled {
  readonly organization: TestOrganization
  readonly userId: string
  readonly groupId: string
  readonly keyId: string
  readonly clientId: string
  readonly credentialId: string
  readonly connectionId: string
  readonly holdId: string
  readonly logId: string
}

/** No read and no write of one organization reaches another, whatever ids it is given. */
export function describeIsolation(underTest: StoreUnderTest): void {
  describe('isolation between organizations', () => {
    const store = withStore(underTest)
    let own: Filled
    let foreign: TestOrganization
    beforeAll(async () => {
      own = await fill(store(), await createTestOrganization(store()))
      foreign = await createTestOrganization(store())
    })

    it.each(reads)('does not read %s of another', async (_, read) => {
      expect(sizeOf(await read(own.organization.reader, own))).toBeGreaterThan(0)
      expect(sizeOf(await read(foreign.reader, own))).toBe(0)
      await foreign.write(async (tx) => expect(sizeOf(await read(tx, own))).toBe(0))
    })

    it.each(writes)('does not change another by %s', async (_, write) => {
      const before = await everythingOf(own)
      await foreign.write((tx) => write(tx, own)).catch(() => {})
      expect(await everythingOf(own)).toEqual(before)
    })
  })
}

const page = { after: null, limit: 100 }
const query = { filter: null, sort: null, startIndex: 1, count: 100 }
const seek = { filter: null, sortBy: null, ascending: true, from: null, count: 100 }
const root = { types: { User: { filter: null, sortBy: null }, Group: { filter: null, sortBy: null } }, ascending: true }

const reads: readonly (readonly [string, (reader: StoreReader, filled: Filled) => Promise<unknown>])[] = [
  ['users.find', (reader, { userId }) => reader.users.find(userId)],
  ['users.findMany', (reader, { userId }) => reader.users.findMany([userId])],
  ['users.findByUserName', (reader) => reader.users.findByUserName('ann')],
  ['users.findByExternalId', (reader) => reader.users.findByExternalId('ext-1')],
  ['users.findConflicts', (reader) => reader.users.findConflicts('ann', 'ext-1')],
  ['users.query', (reader) => reader.users.query(query)],
  ['users.seek', (reader) => reader.users.seek(seek)],
  ['users.countMatching', async (reader) => Array(await reader.users.countMatching(null))],
  ['resources.query', (reader) => reader.resources.query({ ...root, startIndex: 1, count: 100 })],
  ['users.list', (reader) => reader.users.list(page)],
  ['users.count', (reader) => reader.users.count()],
  ['groups.find', (reader, { groupId }) => reader.groups.find(groupId)],
  ['groups.findMany', (reader, { groupId }) => reader.groups.findMany([groupId])],
  ['groups.findByName', (reader) => reader.groups.findByName('staff')],
  ['groups.findIdsByNames', (reader) => reader.groups.findIdsByNames(['staff'])],
  ['groups.findByExternalId', (reader) => reader.groups.findByExternalId('g-1')],
  ['groups.query', (reader) => reader.groups.query(query)],
  ['groups.seek', (reader) => reader.groups.seek(seek)],
  ['groups.countMatching', async (reader) => Array(await reader.groups.countMatching(null))],
  ['members.list', (reader, { groupId }) => reader.members.list([groupId])],
  ['members.listFew', async (reader, { groupId }) => (await reader.members.listFew([groupId])) ?? []],
  ['members.listAfter', (reader, { groupId }) => reader.members.listAfter(groupId, page)],
  [
    'members.writeAfter',
    async (reader, { groupId }) =>
      Array((await reader.members.writeAfter(groupId, page, { names: ['value'], users: '' })).count),
  ],
  ['members.listGroupsOf', (reader, { userId }) => reader.members.listGroupsOf([userId])],
  ['members.listDeciding', (reader, { userId }) => reader.members.listDeciding([userId], { groupIds: [], all: true })],
  ['members.listUserIds', (reader, { groupId }) => reader.members.listUserIds([groupId])],
  ['grants.list', (reader, { userId }) => reader.grants.list({ userIds: [userId] })],
  ['grants.listUserIds', (reader) => reader.grants.listUserIds('mapping')],
  ['holds.find', (reader, { holdId }) => reader.holds.find(holdId)],
  ['holds.list', (reader) => reader.holds.list({})],
  ['notices.list', (reader) => reader.notices.list()],
  ['revocations.count', async (reader) => ({ total: await reader.revocations.count('2026-01-01T00:00:00.000Z') })],
  ['grants.countDerived', async (reader) => ({ total: await reader.grants.countDerived() })],
  ['grants.listHolders', (reader) => reader.grants.listHolders('organization', 'Owner')],
  ['grants.listUsedTeamRoles', (reader) => reader.grants.listUsedTeamRoles()],
  ['assignments.list', (reader, { userId }) => reader.assignments.list([userId])],
  ['assignments.listSubjects', (reader) => reader.assignments.listSubjects('finding', '', page)],
  ['assignments.listWithheld', (reader) => reader.assignments.listWithheld('g')],
  ['assignments.listEnding', (reader) => reader.assignments.listEnding('9')],
  ['assignments.findByRule', async (reader) => Array((await reader.assignments.findByRule('r', 1)).count)],
  ['groupFindings.list', (reader, { groupId }) => reader.groupFindings.list([groupId])],
  ['groupFindings.findByRule', async (reader) => Array((await reader.groupFindings.findByRule('odd', 1)).count)],
  ['groupFindings.countValues', (reader) => reader.groupFindings.countValues()],
  ['bindings.list', (reader) => reader.bindings.list()],
  ['bindings.ofGroup', (reader, { groupId }) => reader.bindings.ofGroup(groupId)],
  ['bindings.ofName', (reader) => reader.bindings.ofName('staff')],
  ['mappings.find', (reader) => reader.mappings.find(1)],
  ['teams.list', (reader) => reader.teams.list(page)],
  ['teams.find', (reader) => reader.teams.find('sales')],
  ['teams.findMany', (reader) => reader.teams.findMany(['sales'])],
  ['teams.listIds', (reader) => reader.teams.listIds()],
  ['identities.ofUsers', (reader, { userId }) => reader.identities.ofUsers([userId])],
  ['identities.findBySubject', (reader) => reader.identities.findBySubject([''], 'subject-1')],
  ['connections.list', (reader) => reader.connections.list()],
  ['connections.find', (reader, { connectionId }) => reader.connections.find(connectionId)],
  ['keys.list', (reader) => reader.keys.list()],
  ['keys.find', (reader, { keyId }) => reader.keys.find(keyId)],
  ['clients.list', (reader) => reader.clients.list()],
  ['clients.find', (reader, { clientId }) => reader.clients.find(clientId)],
  ['clients.listCredentials', (reader) => reader.clients.listCredentials()],
  ['events.list', (reader) => reader.events.list(null, 100)],
  ['events.listOf', (reader, { userId }) => reader.events.listOf(`users/${userId}`, null, 100)],
  ['events.listRows', (reader) => reader.events.listRows(null, 100)],
  ['events.listAudit', (reader) => reader.events.listAudit({ before: null, limit: 100 })],
  ['events.listOfRevision', (reader, { userId }) => reader.events.listOfRevision(1, `users/${userId}`)],
  ['members.findAddition', (reader, { groupId, userId }) => reader.members.findAddition(groupId, userId)],
  ['members.findUnresolved', (reader) => reader.members.findUnresolved(['unresolved'])],
  ['requestLog.list', (reader) => reader.requestLog.list({ after: null, limit: 100 })],
  ['requestLog.find', (reader, { logId }) => reader.requestLog.find(logId)],
  ['requestLog.counts', (reader) => reader.requestLog.counts('')],
]

const writes: readonly (readonly [string, (tx: StoreTransaction, filled: Filled) => Promise<unknown>])[] = [
  [
    'users.update',
    async (tx, { organization, userId }) => {
      const user = await organization.reader.users.find(userId)
      if (user !== undefined) await tx.users.update({ ...user, active: false }, user)
    },
  ],
  ['users.setEmailValidated', (tx, { userId }) => tx.users.setEmailValidated([{ userId, validated: true }])],
  ['users.delete', (tx, { userId }) => tx.users.delete({ id: userId, accountId: 'none' })],
  [
    'groups.update',
    async (tx, { groupId, organization }) => {
      const group = await organization.reader.groups.find(groupId)
      if (group !== undefined) await tx.groups.update({ ...group, displayName: 'taken' })
    },
  ],
  ['groups.touch', (tx, { groupId }) => tx.groups.touch([groupId])],
  ['groups.delete', (tx, { groupId }) => tx.groups.delete(groupId)],
  ['members.add', (tx, { groupId }) => tx.members.add(groupId, [{ value: 'intruder', type: null }])],
  ['members.remove', (tx, { groupId, userId }) => tx.members.remove(groupId, [userId])],
  ['members.clear', (tx, { groupId }) => tx.members.clear(groupId)],
  ['members.replace', (tx, { groupId }) => tx.members.replace(groupId, [])],
  ['members.resolve', (tx, { userId }) => tx.members.resolve('unresolved', userId)],
  ['members.removeUser', (tx, { userId }) => tx.members.removeUser(userId)],
  ['members.removeGroup', (tx) => tx.members.removeGroup('unresolved')],
  ['members.dropUnresolved', (tx) => tx.members.dropUnresolved('2099-01-01T00:00:00.000Z')],
  ['grants.put', (tx, { userId }) => tx.grants.put([testGrant(userId, { hold: 'withheld' })])],
  ['grants.delete', (tx, { userId }) => tx.grants.delete([testGrant(userId)])],
  [
    'assignments.delete',
    (tx, { userId }) =>
      tx.assignments.delete([{ effect: 'finding', subject: userId, value: {}, rule: 'r', source: 's' }]),
  ],
  ['groupFindings.delete', (tx, { groupId }) => tx.groupFindings.delete([{ groupId, rule: 'odd' }])],
  ['bindings.delete', (tx, { groupId }) => tx.bindings.delete([{ nameKey: 'staff', groupId }])],
  ['holds.put', (tx, { holdId }) => tx.holds.put(testHold({ id: holdId, state: 'approved' }))],
  ['notices.delete', (tx) => tx.notices.delete([testNotice()])],
  ['revocations.add', (tx) => tx.revocations.add(3, '2099-01-01T00:00:00.000Z')],
  ['setOwnerless', (tx) => tx.setOwnerless('2026-01-03T00:00:00.000Z')],
  ['mappings.insert', (tx) => tx.mappings.insert({ text: 'x', format: 'yaml', authorKeyId: null })],
  ['teams.put', (tx) => tx.teams.put([testTeam('sales', { name: 'Taken' })])],
  ['teams.delete', (tx) => tx.teams.delete(['sales'])],
  ['teams.putCatalogue', (tx) => tx.teams.putCatalogue({ ...defaultCatalogue, mode: 'custom-team-roles' })],
  ['identities.delete', (tx, { userId }) => tx.identities.delete([{ userId, connectionId: '', subject: 'subject-1' }])],
  ['connections.delete', (tx, { connectionId }) => tx.connections.delete(connectionId)],
  [
    'keys.update',
    (tx, { keyId, organization }) => tx.keys.update(testKey(organization.id, { id: keyId, hash: 'f'.repeat(64) })),
  ],
  ['clients.setTokenLifetime', (tx, { clientId }) => tx.clients.setTokenLifetime(clientId, 7_200)],
  [
    'clients.revokeCredential',
    (tx, { credentialId }) => tx.clients.revokeCredential(credentialId, '2026-01-03T00:00:00.000Z'),
  ],
  ['setSettings', (tx) => tx.setSettings({ userNameMutable: true })],
  ['setName', (tx) => tx.setName('Other')],
]

/** An organization with one of everything. */
async function fill(store: Store, organization: TestOrganization): Promise<Filled> {
  const entry = testRequest(organization.id)
  await store.requestLog.append([entry])
  return organization.write(async (tx) => {
    const user = await insertUser(tx, { userName: 'ann', externalId: 'ext-1' })
    const group = await insertGroup(tx, { displayName: 'staff', externalId: 'g-1' })
    await tx.members.add(group.id, [
      { value: user.id, type: null },
      { value: 'unresolved', type: null },
    ])
    await tx.grants.put([testGrant(user.id), testGrant(user.id, { scope: 'team:sales', role: 'Steward' })])
    const assignment = { effect: 'finding', subject: user.id, value: {}, rule: 'r', source: 's' }
    await tx.assignments.put([
      { ...assignment, expiresAt: '1' },
      { ...assignment, rule: 'r2', withheldOf: 'g' },
    ])
    await tx.groupFindings.put([{ groupId: group.id, rule: 'odd', value: {} }])
    await tx.bindings.put([{ nameKey: 'staff', groupId: group.id, externalId: 'g-1', state: 'bound' }])
    await tx.mappings.insert({ text: '', format: 'yaml', authorKeyId: null })
    await tx.teams.put([testTeam('sales')])
    await tx.identities.put([{ userId: user.id, connectionId: '', subject: 'subject-1' }])
    const connectionId = testId()
    const created = '2026-01-01T00:00:00.000Z'
    await tx.connections.insert({
      id: connectionId,
      name: 'c',
      issuer: 'i',
      audience: 'a',
      jwksUri: 'j',
      claim: 'oid',
      console: false,
      sealedSecret: null,
      created,
    })
    const hold = testHold()
    await tx.holds.put(hold)
    await tx.notices.put([testNotice()])
    await tx.revocations.add(1, '2026-01-01T00:00:00.000Z')
    const key = testKey(organization.id)
    await tx.keys.insert(key)
    const client = testKey(organization.id, { kind: 'client', hash: '' })
    const credential = testCredential(client)
    await tx.keys.insert(client)
    await tx.clients.insert({ key: client, tokenLifetime: 3_600, lastRefusal: null })
    await tx.clients.insertCredential(credential)
    tx.events.append([
      { type: 'MemberProvisioned', subject: `users/${user.id}`, data: {} },
      { type: 'TeamCreated', subject: 'teams/sales', data: {} },
    ])
    const ids = {
      userId: user.id,
      groupId: group.id,
      keyId: key.id,
      clientId: client.id,
      credentialId: credential.id,
      connectionId,
      holdId: hold.id,
      logId: entry.id,
    }
    return { organization, ...ids }
  })
}

async function everythingOf(filled: Filled): Promise<unknown[]> {
  const { reader } = filled.organization
  const state = [await reader.getState(), await reader.teams.getCatalogue()]
  for (const [, read] of reads) state.push((await read(reader, filled)) as never)
  return state
}

/** How much an answer holds: entries of a list or map, what a page or a count says, 1 for a record. */
function sizeOf(answer: unknown): number {
  if (answer === undefined) return 0
  if (Array.isArray(answer)) return answer.length
  if (answer instanceof Map) return [...answer.values()].flat().length
  const { members, total } = answer as { readonly members?: number; readonly total?: number }
  return total ?? members ?? 1
}
