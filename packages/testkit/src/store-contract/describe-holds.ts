import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { insertUser, testGrant, testHold } from './test-records.ts'
import { withStore } from './with-store.ts'

/** What waits for an owner, and what the brake counts. */
export function describeHolds(underTest: StoreUnderTest): void {
  describe('holds', () => {
    const store = withStore(underTest)

    it('gives back every column, and writes over the hold of the same id', async () => {
      const { reader, write } = await createTestOrganization(store())
      const hold = testHold({ kind: 'brake', expiresAt: '2026-01-09T00:00:00.000Z' })
      await write((tx) => tx.holds.put(hold))
      expect(await reader.holds.find(hold.id)).toEqual(hold)
      const line = { userId: 'u', emailAddress: 'ann@example.com', scope: 'organization', role: 'Owner' }
      const decided = {
        ...hold,
        state: 'approved',
        lines: [{ ...line, effect: 'revoke', rule: 'r', group: null, groupId: null }],
        decidedAt: '2026-01-03T00:00:00.000Z',
        decidedBy: 'key-1',
      } as const
      await write((tx) => tx.holds.put(decided))
      expect(await reader.holds.find(hold.id)).toEqual(decided)
      expect(await reader.holds.find('none')).toBeUndefined()
    })

    it('lists those that match every given part, newest first', async () => {
      const { reader, write } = await createTestOrganization(store())
      const holds = [
        testHold({ topic: 'a' }),
        testHold({ topic: 'a', state: 'rejected' }),
        testHold({ kind: 'brake', topic: '', subject: 'organization' }),
      ]
      await write(async (tx) => {
        for (const hold of holds) await tx.holds.put(hold)
      })
      const ids = async (query: Parameters<typeof reader.holds.list>[0]) =>
        (await reader.holds.list(query)).map(({ id }) => holds.findIndex((hold) => hold.id === id))
      expect(await ids({})).toEqual([2, 1, 0])
      expect(await ids({ state: 'open' })).toEqual([2, 0])
      expect(await ids({ kind: 'takeover', topic: 'a' })).toEqual([1, 0])
      expect(await ids({ subject: 'organization' })).toEqual([2])
      expect(await ids({ before: holds[2]?.id ?? '', limit: 1 })).toEqual([1])
    })

    it('finds the grants that a hold keeps, those that end by a time, and counts those of the mapping', async () => {
      const { reader, write } = await createTestOrganization(store())
      const user = await write((tx) => insertUser(tx, { userName: 'ann' }))
      const held = testGrant(user.id, { desired: false, hold: 'retained', holdId: 'hold-1' })
      const ending = testGrant(user.id, { groupId: 'g', expiresAt: '2026-06-01T00:00:00.000Z' })
      const manual = testGrant(user.id, { source: 'manual' })
      await write((tx) => tx.grants.put([held, ending, manual]))
      expect(await reader.grants.list({ holdId: 'hold-1' })).toEqual([held])
      expect(await reader.grants.list({ expiringUntil: '2026-06-01T00:00:00.000Z' })).toEqual([ending])
      expect(await reader.grants.list({ expiringUntil: '2026-05-31T23:59:59.999Z' })).toEqual([])
      expect(await reader.grants.countDerived()).toBe(1)
    })

    it('counts revocations since a time, and forgets older ones', async () => {
      const { reader, write } = await createTestOrganization(store())
      const at = (time: string) => `2026-01-02T${time}:00.000Z`
      await write((tx) => tx.revocations.add(2, at('00:00')), { now: at('10:00') })
      await write(
        async (tx) => {
          await tx.revocations.add(1, at('00:00'))
          await tx.revocations.add(4, at('00:00'))
        },
        { now: at('10:30') },
      )
      expect(await reader.revocations.count(at('09:59'))).toBe(7)
      expect(await reader.revocations.count(at('10:00'))).toBe(5)
      await write((tx) => tx.revocations.add(1, at('10:00')), { now: at('11:00') })
      expect(await reader.revocations.count(at('00:00'))).toBe(6)
    })

    it('remembers since when an organization has no Owner', async () => {
      const { reader, write } = await createTestOrganization(store())
      expect(await reader.getOwnerlessSince()).toBeNull()
      const before = await store().organizations.countOwnerless()
      await write((tx) => tx.setOwnerless('2026-01-02T00:00:00.000Z'))
      expect(await reader.getOwnerlessSince()).toBe('2026-01-02T00:00:00.000Z')
      expect(await store().organizations.countOwnerless()).toBe(before + 1)
      await write((tx) => tx.setOwnerless(null))
      expect(await reader.getOwnerlessSince()).toBeNull()
    })

    it('remembers since which revision changes of an organization wait to be decided', async () => {
      const { id, reader, write } = await createTestOrganization(store())
      expect((await reader.getState()).undecidedSince).toBeNull()
      await write((tx) => tx.setUndecided(7))
      expect((await reader.getState()).undecidedSince).toBe(7)
      expect(await write(async (tx) => tx.state.undecidedSince)).toBe(7)
      expect(await store().organizations.listUndecided()).toContain(id)
      await write((tx) => tx.setUndecided(null))
      expect((await reader.getState()).undecidedSince).toBeNull()
      expect(await store().organizations.listUndecided()).not.toContain(id)
    })
  })
}
