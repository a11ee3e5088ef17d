import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization, type TestOrganization } from './test-organization.ts'
import { insertGroup, insertUser } from './test-records.ts'
import { withStore } from './with-store.ts'

/** Members that were sent before their user: text, until exactly one user has it as `externalId`. */
export function describeUnresolvedMembers(underTest: StoreUnderTest): void {
  describe('unresolved members', () => {
    const store = withStore(underTest)

    it('resolves them to the user that comes later', async () => {
      const { group, organization } = await createGroup(store)
      await organization.write((tx) => tx.members.add(group.id, [{ value: 'ext-1', type: null }]))
      const [rows, user] = await organization.write(async (tx) => {
        const made = await insertUser(tx, { userName: 'ann', externalId: 'ext-1' })
        return [await tx.members.resolve('ext-1', made.id), made] as const
      })
      expect(rows).toEqual([{ groupId: group.id, value: 'ext-1', userId: user.id }])
      expect(await organization.reader.members.listUserIds([group.id])).toEqual([user.id])
      expect(await organization.write((tx) => tx.members.resolve('ext-1', user.id))).toEqual([])
    })

    it('never resolves by userName, nor by an externalId of another case or organization', async () => {
      const { group, organization } = await createGroup(store)
      const foreign = await createTestOrganization(store())
      await foreign.write((tx) => insertUser(tx, { userName: 'eve', externalId: 'ext-9' }))
      await organization.write(async (tx) => {
        await insertUser(tx, { userName: 'ext-1' })
        await insertUser(tx, { userName: 'bob', externalId: 'EXT-2' })
        const values = ['ext-1', 'ext-2', 'ext-9'].map((value) => ({ value, type: null }))
        const added = await tx.members.add(group.id, values)
        expect(added.map(({ userId }) => userId)).toEqual([null, null, null])
      })
    })

    it('stays unresolved while two users have the externalId', async () => {
      const { group, organization } = await createGroup(store)
      await organization.write((tx) => tx.members.add(group.id, [{ value: 'ext-1', type: null }]))
      const rows = await organization.write(async (tx) => {
        await insertUser(tx, { userName: 'ann', externalId: 'ext-1' })
        const second = await insertUser(tx, { userName: 'bob', externalId: 'ext-1' })
        const other = await insertGroup(tx, { displayName: 'other' })
        const added = await tx.members.add(other.id, [{ value: 'ext-1', type: null }])
        expect(added).toEqual([{ groupId: other.id, value: 'ext-1', userId: null }])
        return tx.members.resolve('ext-1', second.id)
      })
      expect(rows).toEqual([])
      expect(await organization.reader.members.listUserIds([group.id])).toEqual([])
    })

    it('takes a value that is a user’s id for that user, whoever has it as externalId', async () => {
      const { group, organization } = await createGroup(store)
      const added = await organization.write(async (tx) => {
        const ann = await insertUser(tx, { userName: 'ann' })
        await insertUser(tx, { userName: 'bob', externalId: ann.id })
        return { ann, rows: await tx.members.add(group.id, [{ value: ann.id, type: null }]) }
      })
      expect(added.rows).toEqual([{ groupId: group.id, value: added.ann.id, userId: added.ann.id }])
    })

    it('shows a user once who is a member by id and turns out to be one by externalId', async () => {
      const { group, organization } = await createGroup(store)
      const user = await organization.write(async (tx) => {
        const ann = await insertUser(tx, { userName: 'ann' })
        await tx.members.add(
          group.id,
          [ann.id, 'ext-1'].map((value) => ({ value, type: null })),
        )
        await tx.users.update({ ...ann, externalId: 'ext-1', data: { ...ann.data, externalId: 'ext-1' } }, ann)
        await tx.members.resolve('ext-1', ann.id)
        return ann
      })
      const members = (await organization.reader.members.list([group.id])).get(group.id) ?? []
      expect(members.filter(({ userId }) => userId === user.id)).toHaveLength(1)
    })

    it('keeps a nested group as text, though a user has its value as externalId', async () => {
      const { group, organization } = await createGroup(store)
      await organization.write(async (tx) => {
        const ann = await insertUser(tx, { userName: 'ann', externalId: 'ext-1' })
        const added = await tx.members.add(group.id, [{ value: 'ext-1', type: 'Group' }])
        expect(added).toEqual([{ groupId: group.id, value: 'ext-1', userId: null }])
        expect(await tx.members.resolve('ext-1', ann.id)).toEqual([])
      })
    })

    it('takes the id of a group for one whatever is said, its externalId where nothing is said, and no user for either', async () => {
      const { group, organization } = await createGroup(store)
      const inner = await organization.write(async (tx) => {
        const made = await insertGroup(tx, { displayName: 'inner', externalId: 'ext-1' })
        await insertGroup(tx, { displayName: 'other', externalId: 'ext-2' })
        await insertGroup(tx, { displayName: 'third', externalId: 'ext-3' })
        await insertUser(tx, { userName: 'ann', externalId: 'ext-3' })
        await tx.members.add(group.id, [
          { value: made.id, type: 'User' },
          { value: 'ext-1', type: null },
          { value: 'ext-2', type: 'User' },
          { value: 'ext-3', type: null },
          { value: 'ext-4', type: null },
        ])
        return made
      })
      const { groups, members } = organization.reader
      const counts = { unresolved: 2, nested: 2 }
      expect((await members.count([group.id])).get(group.id)).toEqual({ members: 5, ...counts })
      expect(await members.countNobodies()).toEqual(counts)
      const page = await members.page(group.id, { after: null, limit: 9, unresolved: true })
      expect(page.map(({ value }) => value)).toEqual(['ext-2', 'ext-4'])
      const named = await groups.findSentAs([inner.id, 'ext-1', 'ext-4'])
      expect(new Map(named)).toEqual(
        new Map([
          [inner.id, 'id'],
          ['ext-1', 'externalId'],
        ]),
      )
      await organization.write((tx) => tx.members.dropUnresolved('9999'))
      const left = (await members.list([group.id])).get(group.id) ?? []
      expect(left.map(({ value }) => value)).toEqual([inner.id, 'ext-1', 'ext-3'])
    })

    it('drops those that stayed unresolved since before a time, and neither users nor nested groups', async () => {
      const { group, organization } = await createGroup(store)
      const user = await organization.write(
        async (tx) => {
          const ann = await insertUser(tx, { userName: 'ann' })
          await tx.members.add(group.id, [
            { value: 'old', type: null },
            { value: ann.id, type: null },
            { value: 'nested', type: 'Group' },
          ])
          return ann
        },
        { now: '2026-01-01T00:00:00.000Z' },
      )
      await organization.write((tx) => tx.members.add(group.id, [{ value: 'new', type: null }]), {
        now: '2026-02-01T00:00:00.000Z',
      })
      const dropped = await organization.write((tx) => tx.members.dropUnresolved('2026-02-01T00:00:00.000Z'))
      expect(dropped).toEqual([{ groupId: group.id, value: 'old', userId: null }])
      const left = (await organization.reader.members.list([group.id])).get(group.id) ?? []
      expect(left.map(({ value }) => value)).toEqual([user.id, 'nested', 'new'])
    })
  })
}

async function createGroup(store: () => Parameters<typeof createTestOrganization>[0]): Promise<{
  readonly organization: TestOrganization
  readonly group: { readonly id: string }
}> {
  const organization = await createTestOrganization(store())
  return { organization, group: await organization.write((tx) => insertGroup(tx, { displayName: 'staff' })) }
}
