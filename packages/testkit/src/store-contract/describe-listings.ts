import { toTeamKey } from '@rolecall/core/directory/team'
import type { GroupsListed, ListedGroup } from '@rolecall/core/store/groups'
import { pagesOf } from '@rolecall/core/store/pages-of'
import type { UserSearch } from '@rolecall/core/store/users'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { insertGroup, insertUser, testGrant, testTeam } from './test-records.ts'
import { withStore } from './with-store.ts'

const everyone: UserSearch = { search: null, scope: null, active: null, after: null, limit: 10 }

const everyGroup: GroupsListed = { search: null, unresolved: false, order: 'displayName', after: null, limit: 10 }

/** What people look through: members, groups and teams by name, and what they count. */
export function describeListings(underTest: StoreUnderTest): void {
  const store = withStore(underTest)

  describe('the search of users', () => {
    async function people() {
      const organization = await createTestOrganization(store())
      const users = await organization.write(async (tx) => ({
        zoe: await insertUser(tx, { userName: 'Zoe@example.com', displayName: 'Ärzte 100%_' }),
        ann: await insertUser(tx, { userName: 'ann@example.com', active: false }),
        bob: await insertUser(tx, { userName: 'bob@example.com' }, { provisioned: false }),
      }))
      await organization.write((tx) =>
        tx.grants.put([
          testGrant(users.zoe.id, { scope: 'team:sales', role: 'Editor' }),
          testGrant(users.zoe.id, { scope: 'team:sales', role: 'Owner' }),
          testGrant(users.bob.id, { scope: 'team:other', role: 'Owner' }),
        ]),
      )
      const find = async (search: Partial<UserSearch>) =>
        (await organization.reader.users.search({ ...everyone, ...search })).map(({ userName }) => userName)
      return { ...organization, users, find }
    }

    it.each<[string, Partial<UserSearch>, readonly string[]]>([
      ['everybody by userName, whatever its case', {}, ['ann@example.com', 'bob@example.com', 'Zoe@example.com']],
      ['those after a name', { after: 'ann@example.com', limit: 1 }, ['bob@example.com']],
      ['a part of userName', { search: 'zoe@' }, ['Zoe@example.com']],
      ['a part of the name, folded, taken literally', { search: 'ärzte 100%_' }, ['Zoe@example.com']],
      ['no pattern', { search: '%', after: null }, ['Zoe@example.com']],
      ['those of a team, each once', { scope: 'team:sales' }, ['Zoe@example.com']],
      ['the inactive', { active: false }, ['ann@example.com']],
      ['all parts at once', { active: true, search: 'example', scope: 'team:other' }, ['bob@example.com']],
    ])('finds %s', async (_, search, found) => {
      const { find } = await people()
      expect(await find(search)).toEqual(found)
    })

    it('knows the newest that were provisioned, and how many there are', async () => {
      const { reader, users } = await people()
      expect((await reader.users.newest(2)).map(({ id }) => id)).toEqual([users.ann.id, users.zoe.id])
      expect(await reader.users.total()).toBe(3)
    })
  })

  describe('the list of groups', () => {
    /** Names in the order of creation; `beta` twice. The later a group is touched, the later it was changed. */
    async function someGroups() {
      const organization = await createTestOrganization(store())
      const [one, two, three, four] = await organization.write(async (tx) => [
        await insertGroup(tx, { displayName: 'beta' }),
        await insertGroup(tx, { displayName: 'Alpha' }),
        await insertGroup(tx, { displayName: 'beta' }),
        await insertGroup(tx, { displayName: 'gamma' }),
      ])
      await organization.write(async (tx) => {
        const user = await insertUser(tx, { userName: 'ann' })
        await tx.members.add(one.id, [{ value: 'zz-nobody', type: null }])
        await tx.members.add(three.id, [{ value: user.id, type: 'User' }])
        await tx.members.add(four.id, [
          { value: user.id, type: 'User' },
          { value: four.id, type: 'Group' },
        ])
      })
      await organization.write((tx) => tx.groups.touch([two.id]), { now: '2030-01-01T00:00:00.000Z' })
      await organization.write((tx) => tx.groups.touch([one.id]), { now: '2030-01-02T00:00:00.000Z' })
      const names = new Map([one, two, three, four].map(({ id }, index) => [id, 'bAcg'[index]]))
      const list = async (listed: Partial<GroupsListed> = {}): Promise<readonly ListedGroup[]> =>
        await organization.reader.groups.list({ ...everyGroup, ...listed })
      const toText = (found: readonly ListedGroup[]) => found.map(({ record }) => names.get(record.id)).join('')
      return { ...organization, one, toText, list }
    }

    it.each<[string, Partial<GroupsListed>, string]>([
      ['by name, and by id where names are equal', {}, 'Abcg'],
      ['with the most members first, and by name among equals', { order: 'members' }, 'gbcA'],
      ['with what was changed last first', { order: 'lastModified' }, 'bAcg'],
      ['that a text is within, folded', { search: 'et' }, 'bc'],
      ['that a text is within, in another order', { search: 'a', order: 'members' }, 'gbcA'],
      ['of which a member is nobody yet, and no group', { unresolved: true }, 'b'],
      ['all of it at once', { unresolved: true, search: 'b', order: 'lastModified' }, 'b'],
      ['none where none is like that', { unresolved: true, search: 'gam', order: 'members' }, ''],
    ])('has groups %s, page by page', async (_, listed, found) => {
      const { list, toText } = await someGroups()
      expect(toText(await list(listed))).toBe(found)
      for (const limit of [1, 2, 3]) {
        const pages = pagesOf<ListedGroup>((last) => list({ ...listed, after: last?.place ?? null, limit }), limit)
        const read = []
        for await (const page of pages) read.push(...page)
        expect(toText(read)).toBe(found)
      }
    })

    it('has whole groups, and knows how many there are and the newest', async () => {
      const { list, one, reader } = await someGroups()
      const [, listed] = await list()
      expect(listed?.record).toEqual(await reader.groups.find(one.id))
      expect([await reader.groups.total(), (await reader.groups.newest(1))[0]?.displayName]).toEqual([4, 'gamma'])
    })

    it('counts members and those that are nobody yet; a nested group is neither', async () => {
      const { reader, write } = await createTestOrganization(store())
      const { ann, group, empty } = await write(async (tx) => {
        const user = await insertUser(tx, { userName: 'ann', displayName: 'Ann' })
        const some = await insertGroup(tx, { displayName: 'some' })
        await tx.members.add(some.id, [
          { value: user.id, type: 'User' },
          { value: 'zz-nobody', type: null },
          { value: 'zz-group', type: 'Group' },
        ])
        return { ann: user, group: some, empty: await insertGroup(tx, { displayName: 'empty' }) }
      })
      expect(await reader.members.count([group.id, empty.id])).toEqual(
        new Map([[group.id, { members: 3, unresolved: 1, nested: 1 }]]),
      )
      expect(await reader.members.countNobodies()).toEqual({ unresolved: 1, nested: 1 })
      const page = await reader.members.page(group.id, { after: null, limit: 1, unresolved: false })
      expect(page).toEqual([
        { value: ann.id, type: 'User', userId: ann.id, emailAddress: 'ann', displayName: 'Ann', resolved: true },
      ])
      const next = await reader.members.page(group.id, { after: ann.id, limit: 9, unresolved: false })
      expect(next.map(({ value }) => value)).toEqual(['zz-group', 'zz-nobody'])
      const unresolved = await reader.members.page(group.id, { after: null, limit: 9, unresolved: true })
      expect(unresolved.map(({ value }) => value)).toEqual(['zz-nobody'])
    })
  })

  describe('the search of teams', () => {
    it('finds by id and by name, and counts people once', async () => {
      const { reader, write } = await createTestOrganization(store())
      await write(async (tx) => {
        const ann = await insertUser(tx, { userName: 'ann' })
        for (const [id, name] of [
          ['b-team', 'Über uns'],
          ['a-team', 'Marketing'],
        ] as const)
          await tx.teams.put([testTeam(id, { name, key: toTeamKey(id) })])
        await tx.grants.put(['Owner', 'Editor'].map((role) => testGrant(ann.id, { scope: 'team:a-team', role })))
      })
      const find = async (search: string | null) =>
        (await reader.teams.search({ search, after: null, limit: 9 })).map(({ id }) => id)
      expect([await find(null), await find('über'), await find('a-t'), await find('none')]).toEqual([
        ['a-team', 'b-team'],
        ['b-team'],
        ['a-team'],
        [],
      ])
      expect(await reader.grants.countUsers(['team:a-team', 'team:b-team'])).toEqual(new Map([['team:a-team', 1]]))
      expect([await reader.grants.hasAny('mapping'), await reader.grants.hasAny('manual')]).toEqual([true, false])
    })
  })
}
