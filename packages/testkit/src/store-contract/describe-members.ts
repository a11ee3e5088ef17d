import type { GroupRecord, UserRecord } from '@rolecall/core/directory/member'
import type { MemberValue } from '@rolecall/core/scim/patch/member-changes'
import { writtenNames, type MemberRow, type MembershipScope, type WrittenName } from '@rolecall/core/store/members'
import type { KeysetPage } from '@rolecall/core/store/resources'
import type { StoreReader, StoreTransaction } from '@rolecall/core/store'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization, type TestOrganization } from './test-organization.ts'
import { insertGroup, insertUser, testId } from './test-records.ts'
import { withStore } from './with-store.ts'

const asMember = (value: string, type: MemberValue['type'] = null): MemberValue => ({ value, type })

/** Members as rows: added and removed by key, answered as what really changed. */
export function describeMembers(underTest: StoreUnderTest): void {
  describe('members', () => {
    const store = withStore(underTest)

    it('adds what is not there yet, and answers only that', async () => {
      const { group, organization, users } = await createStaff(store)
      const [ann, bob] = users
      const first = await organization.write((tx) => tx.members.add(group.id, [asMember(ann.id)]))
      expect(first).toEqual([{ groupId: group.id, value: ann.id, userId: ann.id }])
      const second = await organization.write((tx) => tx.members.add(group.id, [asMember(ann.id), asMember(bob.id)]))
      expect(second).toEqual([{ groupId: group.id, value: bob.id, userId: bob.id }])
      expect(await shownMembers(organization, group)).toEqual([ann.id, bob.id])
    })

    it('rolls back where every member was there', async () => {
      const { group, organization, users } = await createStaff(store)
      await organization.write((tx) => tx.members.add(group.id, [asMember(users[0].id)]))
      const { revision } = await organization.reader.getState()
      await organization.write((tx) => tx.members.add(group.id, [asMember(users[0].id)]))
      await organization.write((tx) => tx.members.remove(group.id, [users[1].id, 'nobody']))
      await organization.write((tx) => tx.members.replace(group.id, [asMember(users[0].id)]))
      expect((await organization.reader.getState()).revision).toBe(revision)
    })

    it('takes one user by id and by externalId as one member', async () => {
      const { group, organization, users } = await createStaff(store)
      const [ann] = users
      const added = await organization.write((tx) => tx.members.add(group.id, [asMember('ext-ann'), asMember(ann.id)]))
      expect(added.map(({ userId }) => userId)).toEqual([ann.id])
      const again = await organization.write((tx) => tx.members.add(group.id, [asMember(ann.id), asMember('ext-ann')]))
      expect(again).toEqual([])
      expect(await shownMembers(organization, group)).toEqual([ann.id])
    })

    it('lists members in the order of their addition, with what is shown of each', async () => {
      const { group, organization, users } = await createStaff(store)
      const [ann, bob, eve] = users
      await organization.write((tx) => tx.members.add(group.id, [asMember(eve.id, 'User'), asMember('nobody')]))
      await organization.write((tx) => tx.members.add(group.id, [asMember('ext-ann'), asMember('g-1', 'Group')]), {
        now: '2026-01-03T00:00:00.000Z',
      })
      await organization.write((tx) => tx.members.add(group.id, [asMember(bob.id)]), {
        now: '2026-01-04T00:00:00.000Z',
      })
      const listed = (await organization.reader.members.list([group.id, testId()])).get(group.id)
      expect(listed).toEqual([
        { value: eve.id, userId: eve.id, type: 'User', display: null },
        { value: 'nobody', userId: null, type: null, display: null },
        { value: 'ext-ann', userId: ann.id, type: null, display: 'Ann A.' },
        { value: 'g-1', userId: null, type: 'Group', display: null },
        { value: bob.id, userId: bob.id, type: null, display: null },
      ])
    })

    it('removes by the value as sent and by the user it stands for', async () => {
      const { group, organization, users } = await createStaff(store)
      const [ann, bob] = users
      await organization.write((tx) =>
        tx.members.add(
          group.id,
          ['ext-ann', bob.id, 'x', 'y'].map((v) => asMember(v)),
        ),
      )
      const byUser = await organization.write((tx) => tx.members.remove(group.id, [ann.id, 'x', 'nobody']))
      expect(byKey(byUser)).toEqual(
        byKey([
          { groupId: group.id, value: 'ext-ann', userId: ann.id },
          { groupId: group.id, value: 'x', userId: null },
        ]),
      )
      expect(await shownMembers(organization, group)).toEqual([bob.id, 'y'])
    })

    it('makes the set equal, and answers the difference', async () => {
      const { group, organization, users } = await createStaff(store)
      const [ann, bob, eve] = users
      await organization.write((tx) =>
        tx.members.add(
          group.id,
          [ann.id, bob.id, 'x'].map((v) => asMember(v)),
        ),
      )
      const delta = await organization.write((tx) =>
        tx.members.replace(
          group.id,
          ['ext-ann', eve.id, 'y'].map((v) => asMember(v)),
        ),
      )
      expect(byKey(delta.removed)).toEqual(
        byKey([
          { groupId: group.id, value: bob.id, userId: bob.id },
          { groupId: group.id, value: 'x', userId: null },
        ]),
      )
      expect(byKey(delta.added)).toEqual(
        byKey([
          { groupId: group.id, value: eve.id, userId: eve.id },
          { groupId: group.id, value: 'y', userId: null },
        ]),
      )
      expect(new Set(await shownMembers(organization, group))).toEqual(new Set([ann.id, eve.id, 'y']))
    })

    it('clears a group, and leaves other groups', async () => {
      const { group, organization, users } = await createStaff(store)
      const other = await organization.write((tx) => insertGroup(tx, { displayName: 'other' }))
      await organization.write(async (tx) => {
        await tx.members.add(
          group.id,
          users.map(({ id }) => asMember(id)),
        )
        await tx.members.add(
          other.id,
          users.map(({ id }) => asMember(id)),
        )
      })
      const removed = await organization.write((tx) => tx.members.clear(group.id))
      expect(new Set(removed.map(({ userId }) => userId))).toEqual(new Set(users.map(({ id }) => id)))
      expect(await shownMembers(organization, group)).toEqual([])
      expect(await shownMembers(organization, other)).toHaveLength(3)
    })

    it('removes the memberships of one user', async () => {
      const { group, organization, users } = await createStaff(store)
      await organization.write((tx) =>
        tx.members.add(
          group.id,
          users.map(({ id }) => asMember(id)),
        ),
      )
      const removed = await organization.write((tx) => tx.members.removeUser(users[1].id))
      expect(removed).toEqual([{ groupId: group.id, value: users[1].id, userId: users[1].id }])
      expect(await shownMembers(organization, group)).toEqual([users[0].id, users[2].id])
    })

    it('takes a group out of the groups that it is a member of, and out of no other', async () => {
      const { group, organization, users } = await createStaff(store)
      const removed = await organization.write(async (tx) => {
        const crew = await insertGroup(tx, { displayName: 'Crew' })
        await tx.members.add(group.id, [{ value: crew.id, type: 'Group' }, asMember(users[0].id)])
        return { crew, removed: await tx.members.removeGroup(crew.id), none: await tx.members.removeGroup(group.id) }
      })
      expect(removed.removed).toEqual([{ groupId: group.id, value: removed.crew.id, userId: null }])
      expect(removed.none).toEqual([])
      expect(await shownMembers(organization, group)).toEqual([users[0].id])
    })

    it('lists the groups of users, with the groups’ names', async () => {
      const { group, organization, users } = await createStaff(store)
      const [ann, bob] = users
      const other = await organization.write(async (tx) => {
        const crew = await insertGroup(tx, { displayName: 'Crew' })
        await tx.members.add(crew.id, [asMember(ann.id)])
        await tx.members.add(group.id, [asMember(ann.id), asMember(bob.id)])
        return crew
      })
      const groups = await organization.reader.members.listGroupsOf([ann.id, bob.id, users[2].id])
      expect(groups.get(ann.id)).toEqual([
        { userId: ann.id, groupId: group.id, displayName: 'Staff' },
        { userId: ann.id, groupId: other.id, displayName: 'Crew' },
      ])
      expect(groups.get(bob.id)).toEqual([{ userId: bob.id, groupId: group.id, displayName: 'Staff' }])
      expect(groups.get(users[2].id) ?? []).toEqual([])
    })

    it('lists memberships in groups that a name is bound to, or that claim one, and the users of groups each once', async () => {
      const { crew, group, organization, users } = await createCrews(store)
      const [ann, bob] = users
      const bound = await organization.reader.members.listDeciding([ann.id], { groupIds: [], all: false })
      expect(bound).toEqual([
        { userId: ann.id, groupId: group.id, value: ann.id, type: null, nameKey: 'people', state: 'bound' },
        { userId: ann.id, groupId: group.id, value: ann.id, type: null, nameKey: 'staff', state: 'claimed' },
      ])
      expect(await organization.reader.members.listUserIds([group.id, crew.id])).toEqual([ann.id, bob.id])
    })

    it('lists memberships in groups that are asked for by id, or in all of them', async () => {
      const { crew, group, organization, users } = await createCrews(store)
      const [ann] = users
      const names = async (scope: MembershipScope) =>
        (await organization.reader.members.listDeciding([ann.id], scope))
          .map(({ groupId, nameKey }) => `${groupId === crew.id ? 'crew' : 'staff'} ${nameKey}`)
          .sort()
      expect(await names({ groupIds: [crew.id], all: false })).toEqual(['crew null', 'staff people', 'staff staff'])
      expect(await names({ groupIds: [], all: true })).toEqual(['crew null', 'staff people', 'staff staff'])
      expect(await names({ groupIds: [group.id], all: false })).toEqual(['staff null', 'staff people', 'staff staff'])
    })

    it('tells which write put a member in, and who is awaited under which text', async () => {
      const { group, organization, users } = await createStaff(store)
      const [ann, bob] = users
      await organization.write((tx) => tx.members.add(group.id, [asMember('ext-ann'), asMember('late@example.com')]))
      const { revision } = await organization.reader.getState()
      expect(await organization.reader.members.findAddition(group.id, ann.id)).toMatchObject({
        value: 'ext-ann',
        revision,
      })
      expect(await organization.reader.members.findAddition(group.id, bob.id)).toBeUndefined()
      const awaited = { groupId: group.id, value: 'late@example.com', userId: null }
      expect(await organization.reader.members.findUnresolved(['late@example.com', 'ext-ann'])).toEqual([awaited])
      expect(await organization.reader.members.findUnresolved(['nobody'])).toEqual([])
    })

    it('lists few members at once, and many a page after another by value', async () => {
      const { group, organization, users } = await createStaff(store)
      const [ann] = users
      const { members } = organization.reader
      expect(await members.listFew([group.id])).toEqual(new Map())
      expect(await members.listAfter(group.id, { after: null, limit: 5 })).toEqual([])
      const values = Array.from({ length: 998 }, (_, index) => `value-${String(9_999 - index)}`)
      await organization.write((tx) =>
        tx.members.add(
          group.id,
          [...values, ann.id].map((value) => asMember(value)),
        ),
      )
      const few = (await members.listFew([group.id, testId()]))?.get(group.id)
      expect(few?.map(({ value }) => value)).toEqual([...values, ann.id])
      // All of it comes at once: in the order of their addition, as above.
      expect(await members.listAfter(group.id, { after: null, limit: 1_000 })).toEqual(few)
      const sorted = [...values, ann.id].toSorted()
      const first = await members.listAfter(group.id, { after: null, limit: 999 })
      expect(first.map(({ value }) => value)).toEqual(sorted)
      expect(first.find(({ value }) => value === ann.id)).toEqual(few?.at(-1))
      const rest = await members.listAfter(group.id, { after: sorted[899] ?? '', limit: 1_000 })
      expect(rest.map(({ value }) => value)).toEqual(sorted.slice(900))
      await organization.write((tx) => tx.members.add(group.id, [asMember('one more')]))
      expect(await members.listFew([group.id])).toBeNull()
      expect(await members.listFew([testId(), group.id])).toBeNull()
    })

    it('writes members by value, with the names that are asked for', async () => {
      const { group, organization, users } = await createStaff(store)
      const [ann, bob] = users
      const odd = `"ä"\\/\n\u0001\u2028😀 ?`
      const sent = ['ext-ann', bob.id, odd].map((value) => asMember(value))
      const given = [...sent, asMember('g-1', 'Group'), asMember('u-1', 'User')]
      await organization.write((tx) => tx.members.add(group.id, given))
      const place = 'https://x.example/scim?/Users/'
      const write = async (names: readonly WrittenName[], page: KeysetPage = { after: null, limit: 10 }) => {
        const { text, ...rest } = await organization.reader.members.writeAfter(group.id, page, { names, users: place })
        return { members: JSON.parse(`[${text}]`) as unknown, ...rest }
      }
      const shown: Record<string, object> = {
        'ext-ann': { value: ann.id, $ref: place + ann.id, display: 'Ann A.', type: 'User' },
        [bob.id]: { value: bob.id, $ref: place + bob.id, type: 'User' },
        [odd]: { value: odd },
        'g-1': { value: 'g-1', type: 'Group' },
        'u-1': { value: 'u-1', type: 'User' },
      }
      const values = Object.keys(shown).toSorted()
      const last = values.at(-1) ?? null
      const all = values.map((value) => shown[value])
      expect(await write(writtenNames)).toEqual({ members: all, count: 5, last })
      expect(await write(writtenNames, { after: values[1] ?? '', limit: 2 })).toEqual({
        members: all.slice(2, 4),
        count: 2,
        last: values[3],
      })
      expect(await write(['display'])).toEqual({ members: [{ display: 'Ann A.' }], count: 5, last })
      expect(await write(['$ref'], { after: last, limit: 5 })).toEqual({ members: [], count: 0, last: null })
    })

    it('writes the members of one state as they were in it, whatever another one has shown', async () => {
      const { group, organization, users } = await createStaff(store)
      const [ann, bob] = users
      await organization.write((tx) => tx.members.add(group.id, [asMember(ann.id)]))
      const write = (reader: StoreReader, names: readonly WrittenName[] = writtenNames) =>
        reader.members.writeAfter(group.id, { after: null, limit: 10 }, { names, users: '' })
      const snapshot = <T>(read: (reader: StoreReader) => Promise<T>) => store().snapshot(organization.id, read)
      const before = await snapshot((reader) => write(reader))
      expect(JSON.parse(before.text)).toMatchObject({ value: ann.id, display: 'Ann A.' })
      expect(await snapshot(async (reader) => [await write(reader, ['value']), await write(reader)])).toEqual([
        { ...before, text: JSON.stringify({ value: ann.id }) },
        before,
      ])
      await snapshot(async (reader) => {
        expect(await write(reader)).toEqual(before)
        await organization.write(async (tx) => {
          const data = { ...ann.data, displayName: 'Ann B.' }
          await tx.users.update({ ...ann, data }, ann)
        })
        expect(await write(reader)).toEqual(before)
      })
      const renamed = before.text.replace('Ann A.', 'Ann B.')
      expect(await snapshot((reader) => write(reader))).toEqual({ ...before, text: renamed })
      await organization.write((tx) => tx.members.add(group.id, [asMember(bob.id)]))
      expect(await snapshot((reader) => write(reader))).toMatchObject({ count: 2 })
    })

    it('adds, lists, replaces and removes thousands of members at once, in their order and each once', async () => {
      const { group, organization, users } = await createStaff(store)
      const [ann, bob] = users
      const changeMany = <T>(work: (tx: StoreTransaction) => Promise<T>) =>
        organization.write(work, { mayBeLong: true })
      const many = Array.from({ length: 5_100 }, (_, index) => `value-${String(9_999 - index)}`)
      const sent = [ann.id, ...many, 'ext-ann'].map((value) => asMember(value))
      expect(await changeMany((tx) => tx.members.add(group.id, sent))).toHaveLength(5_101)
      expect(await shownMembers(organization, group)).toEqual([ann.id, ...many])
      const other = await organization.write(async (tx) => {
        const inserted = await insertGroup(tx, { displayName: 'other' })
        await tx.members.add(inserted.id, [asMember(bob.id)])
        return inserted
      })
      const lists = await organization.reader.members.list([other.id, group.id, testId()])
      expect(Object.fromEntries([...lists].map(([id, members]) => [id, members.length]))).toEqual({
        [group.id]: 5_101,
        [other.id]: 1,
      })
      const kept = many.slice(0, 2_550)
      const delta = await changeMany((tx) =>
        tx.members.replace(
          group.id,
          [...kept, 'ext-ann', bob.id].map((value) => asMember(value)),
        ),
      )
      expect(delta.added).toEqual([{ groupId: group.id, value: bob.id, userId: bob.id }])
      expect(new Set(delta.removed.map(({ value }) => value))).toEqual(new Set(many.slice(2_550)))
      expect(delta.removed).toHaveLength(2_550)
      expect(await shownMembers(organization, group)).toEqual([ann.id, ...kept, bob.id])
      const gone = ['ext-bob', ann.id, ...many, ann.id]
      expect(await changeMany((tx) => tx.members.remove(group.id, gone))).toHaveLength(2_551)
      await changeMany((tx) => tx.members.add(group.id, sent))
      expect(await changeMany((tx) => tx.members.clear(group.id))).toHaveLength(5_102)
      expect(await shownMembers(organization, group)).toEqual([])
      expect(await shownMembers(organization, other)).toEqual([bob.id])
    })
  })
}

/** A group and three users: Ann with a displayName and the externalId `ext-ann`, Bob and Eve with neither. */
async function createStaff(store: () => Parameters<typeof createTestOrganization>[0]): Promise<{
  readonly organization: TestOrganization
  readonly group: GroupRecord
  readonly users: readonly [UserRecord, UserRecord, UserRecord]
}> {
  const organization = await createTestOrganization(store())
  return organization.write(async (tx) => ({
    organization,
    group: await insertGroup(tx, { displayName: 'Staff' }),
    users: [
      await insertUser(tx, { userName: 'ann', displayName: 'Ann A.', externalId: 'ext-ann' }),
      await insertUser(tx, { userName: 'bob' }),
      await insertUser(tx, { userName: 'eve' }),
    ] as const,
  }))
}

/** The staff, to which two names are bound, and a crew; Ann is in both, Bob in the staff, and somebody unknown in the crew. */
async function createCrews(store: () => Parameters<typeof createTestOrganization>[0]) {
  const staff = await createStaff(store)
  const { group, organization, users } = staff
  const [ann, bob] = users
  const crew = await organization.write(async (tx) => {
    const inserted = await insertGroup(tx, { displayName: 'Crew' })
    await tx.members.add(inserted.id, [asMember(ann.id), asMember('nobody')])
    await tx.members.add(group.id, [asMember(bob.id), asMember(ann.id)])
    await tx.bindings.put([
      { nameKey: 'staff', groupId: group.id, externalId: null, state: 'claimed' },
      { nameKey: 'people', groupId: group.id, externalId: null, state: 'bound' },
    ])
    return inserted
  })
  return { ...staff, crew }
}

async function shownMembers({ reader }: TestOrganization, group: GroupRecord): Promise<string[]> {
  const members = (await reader.members.list([group.id])).get(group.id) ?? []
  return members.map(({ userId, value }) => userId ?? value)
}

function byKey(rows: readonly MemberRow[]): MemberRow[] {
  return [...rows].sort((a, b) => (a.value < b.value ? -1 : 1))
}
