import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { insertGroup, insertUser, testGrant } from './test-records.ts'
import { withStore } from './with-store.ts'

const all = { data: true, memberFacts: true }
const least = { data: false, memberFacts: false }
const first = { after: null, limit: 10 }

/** People with all that a decision needs, in pages, and one state of the organization for long reads. */
export function describePeople(underTest: StoreUnderTest): void {
  describe('people', () => {
    const store = withStore(underTest)

    it('come page by page with memberships and the grants of the mapping, as texts that are equal for equal ones', async () => {
      const { reader, write } = await createTestOrganization(store())
      const [ann, bob, cy] = await write(async (tx) => [
        await insertUser(tx, { userName: 'ann', displayName: 'Ann' }),
        await insertUser(tx, { userName: 'bob', active: false }),
        await insertUser(tx, { userName: 'cy' }, { provisioned: false }),
      ])
      const [one, two] = await write(async (tx) => {
        const groups = [
          await insertGroup(tx, { displayName: 'one' }),
          await insertGroup(tx, { displayName: 'two' }),
        ] as const
        await tx.members.add(groups[1].id, [{ value: ann.id, type: 'User' }])
        await tx.members.add(
          groups[0].id,
          [bob, ann].map(({ id }) => ({ value: id, type: null })),
        )
        await tx.members.add(groups[1].id, [
          { value: bob.id, type: null },
          { value: 'nobody', type: null },
        ])
        const derived = { ruleId: 'r:1', groupId: groups[0].id, scope: 'team:t', role: 'Editor' } as const
        await tx.grants.put([
          testGrant(ann.id, derived),
          testGrant(bob.id, { ...derived, since: '2025-01-01T00:00:00.000Z' }),
        ])
        await tx.grants.put([testGrant(ann.id, { source: 'manual', ruleId: '', mappingVersion: null })])
        return groups
      })
      const people = await reader.people.page(first, least)
      expect(people.map(({ active, data, display, id, userName }) => [id, userName, active, data, display])).toEqual([
        [ann.id, 'ann', true, null, null],
        [bob.id, 'bob', false, null, null],
        [cy.id, 'cy', true, null, null],
      ])
      const [first1, second, third] = people
      expect(JSON.parse(first1?.memberships ?? '')).toEqual([one.id, two.id])
      expect(JSON.parse(first1?.grants ?? '')).toEqual([['team:t', 'Editor', 'r:1', one.id, 1, 1, null, null]])
      expect([second?.memberships, second?.grants]).toEqual([first1?.memberships, first1?.grants])
      expect([...(JSON.parse(third?.memberships || '[]') as []), ...(JSON.parse(third?.grants || '[]') as [])]).toEqual(
        [],
      )

      const [whole] = await reader.people.findMany([ann.id], all)
      expect([whole?.data, whole?.display]).toEqual([ann.data, 'Ann'])
      expect(JSON.parse(whole?.memberships ?? '')).toEqual([
        [one.id, ann.id, null],
        [two.id, ann.id, 'User'],
      ])
      expect((await reader.people.page({ after: ann.id, limit: 1 }, least)).map(({ id }) => id)).toEqual([bob.id])
      expect(await reader.people.findMany([], least)).toEqual([])
      expect(await reader.users.total()).toBe(3)
      expect(await reader.people.findActive([ann.id, bob.id, 'nobody'])).toEqual(
        new Map([
          [ann.id, true],
          [bob.id, false],
        ]),
      )
    })

    it('are those of one organization', async () => {
      const [mine, other] = [await createTestOrganization(store()), await createTestOrganization(store())]
      const user = await other.write((tx) => insertUser(tx, { userName: 'ann' }))
      expect(await mine.reader.people.page(first, all)).toEqual([])
      expect(await mine.reader.people.findMany([user.id], all)).toEqual([])
      expect([await mine.reader.users.total(), await mine.reader.people.findActive([user.id])]).toEqual([0, new Map()])
    })

    it('and groups are told by id', async () => {
      const { reader, write } = await createTestOrganization(store())
      const groups = await write(async (tx) => [
        await insertGroup(tx, { displayName: 'Same' }),
        await insertGroup(tx, { displayName: 'Same' }),
      ])
      expect(await reader.groups.page({ after: null, limit: 1 })).toEqual(groups.slice(0, 1))
      expect(await reader.groups.page({ after: groups[0]?.id ?? '', limit: 5 })).toEqual(groups.slice(1))
      expect(await reader.groups.listNames()).toEqual(new Map(groups.map(({ id }) => [id, 'Same'])))
    })
  })

  describe('a snapshot', () => {
    const store = withStore(underTest)

    it('sees one state of the organization, whatever is written beside it', async () => {
      const { id, write } = await createTestOrganization(store())
      await write((tx) => insertUser(tx, { userName: 'ann' }))
      const counts = await store().snapshot(id, async (reader) => {
        const before = await reader.users.total()
        await write((tx) => insertUser(tx, { userName: 'bob' }))
        return [before, await reader.users.total(), (await reader.getState()).revision]
      })
      expect(counts).toEqual([1, 1, 1])
      expect(await store().read(id).users.total()).toBe(2)
    })

    it('passes on what its work throws, and can be taken again', async () => {
      const { id } = await createTestOrganization(store())
      const failing = store().snapshot(id, () => Promise.reject(new RangeError('no')))
      await expect(failing).rejects.toThrow(RangeError)
      expect(await store().snapshot(id, (reader) => reader.users.total())).toBe(0)
    })
  })
}
