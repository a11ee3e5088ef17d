import type { DailyCount } from '@rolecall/core/directory/daily-count'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { withStore } from './with-store.ts'

/** What was counted, day by day. */
export function describeDailyCounts(underTest: StoreUnderTest): void {
  describe('daily counts', () => {
    const store = withStore(underTest)
    const count = (day: string, people = 1): DailyCount => ({
      day,
      people,
      active: null,
      owners: 2,
      roles: 3,
      groups: 4,
      teams: 5,
    })

    it('have one row for a day, the oldest first, and none of before what is kept', async () => {
      const [first, second] = [await createTestOrganization(store()), await createTestOrganization(store())]
      const { dailyCounts } = store()
      for (const day of ['2026-01-03', '2026-01-01', '2026-01-02']) await dailyCounts.put(first.id, count(day), day)
      await dailyCounts.put(first.id, count('2026-01-03'), '2026-01-02')
      await dailyCounts.put(first.id, count('2026-01-03', 9), '2026-01-02')
      await dailyCounts.put(second.id, count('2026-01-01'), '2026-01-01')
      expect(await dailyCounts.list(first.id, '2025-01-01')).toEqual([count('2026-01-02'), count('2026-01-03', 9)])
      expect(await dailyCounts.list(first.id, '2026-01-03')).toEqual([count('2026-01-03', 9)])
      expect(await dailyCounts.list(second.id, '2026-01-01')).toEqual([count('2026-01-01')])
    })

    it('are found by the newest of each organization', async () => {
      const [first, second, third] = [
        await createTestOrganization(store()),
        await createTestOrganization(store()),
        await createTestOrganization(store()),
      ]
      const { dailyCounts } = store()
      const newest = { ...count('2026-01-02', 3), active: 2 }
      for (const each of [newest, count('2026-01-01')]) await dailyCounts.put(first.id, each, '2026-01-01')
      await dailyCounts.put(second.id, count('2026-01-03'), '2026-01-01')
      expect(await dailyCounts.listNewest([first.id, third.id])).toEqual(new Map([[first.id, newest]]))
      expect(await dailyCounts.listNewest([])).toEqual(new Map())
    })
  })
}
