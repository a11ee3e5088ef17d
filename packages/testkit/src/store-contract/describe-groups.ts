import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { insertGroup, insertUser, testId } from './test-records.ts'
import { withStore } from './with-store.ts'

/** Groups without their members. */
export function describeGroups(underTest: StoreUnderTest): void {
  describe('groups', () => {
    const store = withStore(underTest)

    it('gives back what was stored, and writes every column of an existing group', async () => {
      const { reader, write } = await createTestOrganization(store())
      const group = await write((tx) => insertGroup(tx, { displayName: 'Staff', externalId: 'g-1' }))
      expect(await reader.groups.find(group.id)).toEqual(group)
      const changed = {
        ...group,
        displayName: 'Crew',
        displayNameKey: 'crew',
        externalId: null,
        data: { displayName: 'Crew' },
        version: 5,
        lastModified: '2026-03-03T00:00:00.000Z',
      }
      await write((tx) => tx.groups.update(changed))
      expect(await reader.groups.find(group.id)).toEqual(changed)
      expect(await reader.groups.findByName('staff')).toEqual([])
      expect(await reader.groups.findByExternalId('g-1')).toEqual([])
    })

    it('finds by folded name, which several may have, by externalId and by id', async () => {
      const { reader, write } = await createTestOrganization(store())
      const [one, two, three] = await write(async (tx) => [
        await insertGroup(tx, { displayName: 'Staff', externalId: 'g' }),
        await insertGroup(tx, { displayName: 'staff', externalId: 'g' }),
        await insertGroup(tx, { displayName: 'crew', externalId: 'G' }),
      ])
      expect(await reader.groups.findByName('staff')).toEqual([one, two])
      expect(await reader.groups.findByExternalId('g')).toEqual([one, two])
      expect(await reader.groups.findByExternalId('g', 1)).toEqual([one])
      expect(await reader.groups.findMany([three.id, testId(), one.id])).toEqual([one, three])
      const ids = await reader.groups.findIdsByNames(['crew', 'staff', 'nobody'])
      expect(ids.get('staff')).toEqual([one.id, two.id])
      expect(ids.get('crew')).toEqual([three.id])
      expect(ids.get('nobody') ?? []).toEqual([])
    })

    it('keeps what is odd about a group, until it is over or the group is gone', async () => {
      const { reader, write } = await createTestOrganization(store())
      const [one, two] = await write(async (tx) => [
        await insertGroup(tx, { displayName: 'one' }),
        await insertGroup(tx, { displayName: 'two' }),
      ])
      const shared = { code: 'shared', message: 'Two have it' }
      await write((tx) =>
        tx.groupFindings.put([
          { groupId: one.id, rule: 'shared', value: shared },
          { groupId: two.id, rule: 'shared', value: shared },
          { groupId: two.id, rule: 'other', value: { code: 'other' } },
        ]),
      )
      await write((tx) => tx.groupFindings.put([{ groupId: two.id, rule: 'other', value: { code: 'another' } }]))
      expect(await reader.groupFindings.list([two.id, testId()])).toEqual([
        { groupId: two.id, rule: 'other', value: { code: 'another' } },
        { groupId: two.id, rule: 'shared', value: shared },
      ])
      expect(await reader.groupFindings.findByRule('shared', 1)).toEqual({ count: 2, ids: [one.id] })
      expect(await reader.groupFindings.findByRule('none', 1)).toEqual({ count: 0, ids: [] })
      expect(await reader.groupFindings.countValues()).toEqual([
        { value: { code: 'another' }, count: 1 },
        { value: shared, count: 2 },
      ])
      await write(async (tx) => {
        await tx.groupFindings.delete([{ groupId: two.id, rule: 'shared' }])
        await tx.groups.delete(one.id)
      })
      expect(await reader.groupFindings.list([one.id, two.id])).toMatchObject([{ rule: 'other' }])
    })

    it('touches version and lastModified of the groups named, and nothing else', async () => {
      const { reader, write } = await createTestOrganization(store())
      const [one, two] = await write(async (tx) => [
        await insertGroup(tx, { displayName: 'one' }),
        await insertGroup(tx, { displayName: 'two' }),
      ])
      const now = '2026-05-05T05:05:05.005Z'
      await write((tx) => tx.groups.touch([one.id]), { now })
      expect(await reader.groups.findMany([one.id, two.id])).toEqual([{ ...one, version: 2, lastModified: now }, two])
    })

    it('gives a group no time of change before the last one, whatever the clock says', async () => {
      const { reader, write } = await createTestOrganization(store())
      const instant = fc.date({ min: new Date('2025-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
      await fc.assert(
        fc.asyncProperty(fc.array(instant, { minLength: 1, maxLength: 5 }), async (instants) => {
          const group = await write((tx) => insertGroup(tx, { displayName: 'staff' }))
          let last = group.lastModified
          for (const now of instants.map((date) => date.toISOString())) {
            await write((tx) => tx.groups.touch([group.id]), { now })
            last = now > last ? now : last
          }
          expect(await reader.groups.find(group.id)).toEqual({
            ...group,
            version: 1 + instants.length,
            lastModified: last,
          })
        }),
        { numRuns: 10 },
      )
    })

    it('removes a group with its members', async () => {
      const { reader, write } = await createTestOrganization(store())
      const [group, user] = await write(async (tx) => {
        const made = [
          await insertGroup(tx, { displayName: 'staff' }),
          await insertUser(tx, { userName: 'ann' }),
        ] as const
        await tx.members.add(made[0].id, [{ value: made[1].id, type: 'User' }])
        await tx.bindings.put([{ nameKey: 'staff', groupId: made[0].id, externalId: null, state: 'bound' }])
        return made
      })
      await write((tx) => tx.groups.delete(group.id))
      expect(await reader.groups.find(group.id)).toBeUndefined()
      expect((await reader.members.listGroupsOf([user.id])).get(user.id) ?? []).toEqual([])
      expect(await reader.members.listUserIds([group.id])).toEqual([])
    })
  })
}
