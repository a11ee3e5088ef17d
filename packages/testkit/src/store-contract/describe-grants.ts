import { grantKey, type Grant } from '@rolecall/core/directory/grant'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { insertUser, testGrant } from './test-records.ts'
import { withStore } from './with-store.ts'

/** Grants and assignments: stored once for each key, found by any part. */
export function describeGrants(underTest: StoreUnderTest): void {
  describe('grants', () => {
    const store = withStore(underTest)

    it('gives back every column, and writes over the grant of the same key', async () => {
      const { reader, write } = await createTestOrganization(store())
      const user = await write((tx) => insertUser(tx, { userName: 'ann' }))
      const manual = testGrant(user.id, { source: 'manual', ruleId: '', mappingVersion: null })
      const derived = testGrant(user.id, { hold: 'withheld', expiresAt: '2027-01-01T00:00:00.000Z', desired: false })
      await write((tx) => tx.grants.put([manual, derived]))
      expect(byKey(await reader.grants.list({ userIds: [user.id] }))).toEqual(byKey([manual, derived]))
      const changed = { ...derived, hold: 'retained', desired: true, expiresAt: null, mappingVersion: 2 } as const
      await write((tx) => tx.grants.put([changed]))
      expect(byKey(await reader.grants.list({}))).toEqual(byKey([manual, changed]))
    })

    it.each([2, 120])('keeps the last of what one write says twice of a key, of %i grants', async (count) => {
      const { reader, write } = await createTestOrganization(store())
      const user = await write((tx) => insertUser(tx, { userName: 'ann' }))
      const grants = Array.from({ length: count / 2 }, (_, index) => testGrant(user.id, { groupId: `g-${index}` }))
      const last = grants.map((grant) => ({ ...grant, mappingVersion: 7 }))
      await write((tx) => tx.grants.put([...grants, ...last]))
      expect(byKey(await reader.grants.list({}))).toEqual(byKey(last))
      await write((tx) => tx.grants.delete([...last, ...last]))
      expect(await reader.grants.list({})).toEqual([])
    })

    it('keeps the same role through two groups, rules or sources as so many grants', async () => {
      const { reader, write } = await createTestOrganization(store())
      const user = await write((tx) => insertUser(tx, { userName: 'ann' }))
      const grants = [
        testGrant(user.id, { groupId: 'g-1' }),
        testGrant(user.id, { groupId: 'g-2' }),
        testGrant(user.id, { groupId: 'g-2', ruleId: 'rule-2' }),
        testGrant(user.id, { source: 'break-glass', ruleId: '' }),
        testGrant(user.id, { scope: 'team:sales', groupId: 'g-1' }),
        testGrant(user.id, { role: 'Member', groupId: 'g-1' }),
      ]
      await write((tx) => tx.grants.put(grants))
      expect(byKey(await reader.grants.list({ userIds: [user.id] }))).toEqual(byKey(grants))
      await write((tx) => tx.grants.delete(grants.slice(0, 2)))
      expect(byKey(await reader.grants.list({}))).toEqual(byKey(grants.slice(2)))
    })

    it('writes and deletes very many at once, whatever they have in common', async () => {
      const { reader, write } = await createTestOrganization(store())
      const users = await write(async (tx) => {
        const made = []
        for (let index = 0; index < 4; index++) made.push(await insertUser(tx, { userName: `user-${index}` }))
        return made
      })
      const grants = users.flatMap(({ id }) =>
        Array.from({ length: 60 }, (_, index) =>
          testGrant(id, {
            groupId: `g-${index}`,
            hold: index % 3 === 0 ? 'withheld' : null,
            mappingVersion: index % 5 === 0 ? null : index,
            expiresAt: index % 7 === 0 ? '2027-01-01T00:00:00.000Z' : null,
            desired: index % 2 === 0,
          }),
        ),
      )
      await write((tx) => tx.grants.put(grants))
      expect(byKey(await reader.grants.list({}))).toEqual(byKey(grants))
      const changed = grants.map((grant) => ({ ...grant, hold: null, mappingVersion: 9, role: grant.role }))
      await write((tx) => tx.grants.put(changed))
      expect(byKey(await reader.grants.list({}))).toEqual(byKey(changed))
      await write((tx) => tx.grants.delete(changed.slice(10)))
      expect(byKey(await reader.grants.list({}))).toEqual(byKey(changed.slice(0, 10)))
    })

    it('lists those that match every given part', async () => {
      const { reader, write } = await createTestOrganization(store())
      const [ann, bob] = await write(async (tx) => [
        await insertUser(tx, { userName: 'ann' }),
        await insertUser(tx, { userName: 'bob' }),
      ])
      const grants = [
        testGrant(ann.id, { groupId: 'g-1' }),
        testGrant(ann.id, { source: 'manual', ruleId: '' }),
        testGrant(bob.id, { scope: 'team:sales', role: 'Steward', groupId: 'g-2' }),
        testGrant(bob.id, { scope: 'team:sales', role: 'Owner', groupId: 'g-1', hold: 'withheld' }),
        testGrant(bob.id, { scope: 'team:sales', role: 'Owner', groupId: 'g-2', hold: 'retained', holdId: 'h-1' }),
        testGrant(ann.id, { scope: 'team:sales', role: 'Owner', groupId: 'g-1', hold: 'withheld' }),
      ]
      await write((tx) => tx.grants.put(grants))
      const indexes = async (query: Parameters<typeof reader.grants.list>[0]) => {
        const found = new Set((await reader.grants.list(query)).map(grantKey))
        return grants.flatMap((grant, index) => (found.has(grantKey(grant)) ? [index] : []))
      }
      expect(await indexes({})).toEqual([0, 1, 2, 3, 4, 5])
      expect(await indexes({ userIds: [] })).toEqual([])
      expect(await indexes({ userIds: [bob.id] })).toEqual([2, 3, 4])
      expect(await indexes({ scope: 'organization' })).toEqual([0, 1])
      expect(await indexes({ scopes: ['organization', 'team:none'] })).toEqual([0, 1])
      expect(await indexes({ scopes: ['team:sales'], role: 'Owner' })).toEqual([3, 4, 5])
      expect(await indexes({ scopes: [] })).toEqual([])
      expect(await indexes({ source: 'manual' })).toEqual([1])
      expect(await indexes({ withheldOf: 'g-1' })).toEqual([3, 5])
      expect(await indexes({ withheldOf: 'g-2' })).toEqual([])
      expect(await indexes({ holdId: 'h-1' })).toEqual([4])
      expect(await indexes({ role: 'Owner', scope: 'team:sales' })).toEqual([3, 4, 5])
      expect(await indexes({ role: 'owner' })).toEqual([])
      expect(await indexes({ withheldOf: 'g-1', userIds: [ann.id] })).toEqual([5])
    })

    it('says who has grants of a source, and which team roles are used', async () => {
      const { reader, write } = await createTestOrganization(store())
      const [ann, bob] = await write(async (tx) => [
        await insertUser(tx, { userName: 'ann' }),
        await insertUser(tx, { userName: 'bob' }),
      ])
      await write((tx) =>
        tx.grants.put([
          testGrant(bob.id, { groupId: 'g-1' }),
          testGrant(ann.id, { groupId: 'g-1' }),
          testGrant(ann.id, { groupId: 'g-2' }),
          testGrant(ann.id, { source: 'manual', scope: 'team:sales', role: 'Steward' }),
          testGrant(bob.id, { source: 'manual', scope: 'team:ops', role: 'Steward' }),
        ]),
      )
      expect(await reader.grants.listUserIds('mapping')).toEqual([ann.id, bob.id])
      expect(await reader.grants.listUserIds('break-glass')).toEqual([])
      expect(await reader.grants.listUsedTeamRoles()).toEqual(['Steward'])
    })

    it('lists the holders of a role with whether each is active', async () => {
      const { reader, write } = await createTestOrganization(store())
      const [ann, bob] = await write(async (tx) => [
        await insertUser(tx, { userName: 'ann' }),
        await insertUser(tx, { userName: 'bob', active: false }),
      ])
      const grants = [testGrant(ann.id), testGrant(bob.id)]
      await write((tx) =>
        tx.grants.put([...grants, testGrant(ann.id, { role: 'Member' }), testGrant(ann.id, { scope: 'team:x' })]),
      )
      expect(byKey(await reader.grants.listHolders('organization', 'Owner'))).toEqual([
        { ...grants[0], memberActive: true },
        { ...grants[1], memberActive: false },
      ])
    })
  })

  describe('assignments', () => {
    const store = withStore(underTest)

    it('stores one for each subject, effect, source and rule, and finds them by subject and effect', async () => {
      const { reader, write } = await createTestOrganization(store())
      const user = await write((tx) => insertUser(tx, { userName: 'ann' }))
      const base = {
        effect: 'finding',
        subject: user.id,
        value: { code: 'a', parts: [1, true, null] },
        rule: 'r',
        source: 's',
      }
      const all = [base, { ...base, effect: 'x' }, { ...base, rule: 'r2' }, { ...base, source: 's2' }]
      await write((tx) => tx.assignments.put([{ ...base, value: { code: 'z' } }, ...all]))
      expect(await reader.assignments.list([user.id])).toEqual(expect.arrayContaining(all))
      const changed = { ...base, value: { code: 'b' } }
      await write((tx) => tx.assignments.put([changed]))
      const list = await reader.assignments.list([user.id])
      expect(list).toHaveLength(4)
      expect(list).toEqual(expect.arrayContaining([changed, all[1], all[2], all[3]]))
      expect(await reader.assignments.list([user.id], 'x')).toEqual([all[1]])
      expect(await reader.assignments.list([])).toEqual([])
      await write((tx) => tx.assignments.delete(all.slice(0, 2)))
      const left = await reader.assignments.list([user.id])
      expect(left).toHaveLength(2)
      expect(left).toEqual(expect.arrayContaining([all[2], all[3]]))
    })

    it('lists the users of an effect by id, each once, page by page, and counts its values', async () => {
      const { reader, write } = await createTestOrganization(store())
      const ids = await write(async (tx) => {
        const users = []
        for (const userName of ['ann', 'bob', 'cy', 'dan']) users.push(await insertUser(tx, { userName }))
        return users.map(({ id }) => id).sort()
      })
      const give = (subject: string | undefined, rule: string, value: object, effect = 'licence') => ({
        effect,
        subject: subject ?? '',
        rule,
        source: 's',
        value: value as { readonly [name: string]: string },
      })
      await write((tx) =>
        tx.assignments.put([
          give(ids[2], 'r', { sku: 'E3' }),
          give(ids[0], 'r', { sku: 'E3' }),
          give(ids[0], 'r2', { sku: 'E5' }),
          give(ids[1], 'r', { code: 'x' }, 'finding'),
          give(ids[3], 'r', { sku: 'E3' }),
        ]),
      )
      const page = (after: string | null, limit: number) =>
        reader.assignments.listSubjects('licence', '', { after, limit })
      expect(await page(null, 10)).toEqual([ids[0], ids[2], ids[3]])
      expect(await page(null, 2)).toEqual([ids[0], ids[2]])
      expect(await page(ids[2] ?? '', 2)).toEqual([ids[3]])
      expect(await reader.assignments.listSubjects('nothing', '', { after: null, limit: 10 })).toEqual([])
      expect(await reader.assignments.countValues('licence', '')).toEqual([
        { value: { sku: 'E3' }, count: 3 },
        { value: { sku: 'E5' }, count: 1 },
      ])
    })

    it('keeps what is withheld of a group, finds it by the group, and counts none of it', async () => {
      const { reader, write } = await createTestOrganization(store())
      const ann = await write((tx) => insertUser(tx, { userName: 'ann' }))
      const licence = { effect: 'licence', subject: ann.id, source: 's', value: { sku: 'E5' } }
      const withheld = { ...licence, rule: 'withheld', withheldOf: 'g1' }
      const other = { ...licence, rule: 'other', withheldOf: 'g2', expiresAt: '2027-01-01T00:00:00.000Z' }
      await write((tx) => tx.assignments.put([withheld, other]))
      expect(await reader.assignments.list([ann.id])).toEqual([other, withheld])
      expect(await reader.assignments.listWithheld('g1')).toEqual([withheld])
      expect(await reader.assignments.listEnding('2027-01-01T00:00:00.000Z')).toEqual([other])
      expect(await reader.assignments.countValues('licence', '2026')).toEqual([])
      expect(await reader.assignments.listSubjects('licence', '2026', { after: null, limit: 10 })).toEqual([])
      await write((tx) => tx.assignments.put([{ ...licence, rule: 'withheld' }]))
      expect(await reader.assignments.listWithheld('g1')).toEqual([])
      expect(await reader.assignments.countValues('licence', '2026')).toMatchObject([{ count: 1 }])
    })

    it('keeps when each ends, finds those that do, and counts none that is over', async () => {
      const { reader, write } = await createTestOrganization(store())
      const ann = await write((tx) => insertUser(tx, { userName: 'ann' }))
      const licence = { effect: 'licence', subject: ann.id, source: 's', value: { sku: 'E5' } }
      const first = { ...licence, rule: 'first', expiresAt: '2027-01-01T00:00:00.000Z' }
      const last = { ...licence, rule: 'last', expiresAt: '2027-06-30T00:00:00.000Z' }
      const endless = { ...licence, rule: 'endless' }
      await write((tx) => tx.assignments.put([first, last, endless]))
      expect(await reader.assignments.list([ann.id])).toEqual([endless, first, last])
      expect(await reader.assignments.listEnding('2026-12-31T23:59:59.999Z')).toEqual([])
      expect(await reader.assignments.listEnding('2027-01-01T00:00:00.000Z')).toEqual([first])
      const count = async (now: string) => (await reader.assignments.countValues('licence', now))[0]?.count
      expect([await count('2026'), await count(first.expiresAt), await count(last.expiresAt)]).toEqual([3, 2, 1])
      await write((tx) => tx.assignments.delete([endless]))
      const holders = (now: string) => reader.assignments.listSubjects('licence', now, { after: null, limit: 10 })
      expect([await holders(first.expiresAt), await holders(last.expiresAt)]).toEqual([[ann.id], []])
      await write((tx) => tx.assignments.put([{ ...licence, rule: 'first' }]))
      expect(await reader.assignments.listEnding('2028')).toEqual([last])
    })
  })
}

function byKey<T extends Grant>(grants: readonly T[]): T[] {
  return [...grants].sort((a, b) => (grantKey(a) < grantKey(b) ? -1 : 1))
}
