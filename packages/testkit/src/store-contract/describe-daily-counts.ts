import type { DailyCount } from '@rolecall/core/directory/daily-count'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { withStore } from './with-store.ts'

/** What was counted, day by day. */
export function describeDailyCounts(underTest: StoreUnderTest): void {
  describe('daily counts', () => {
    const store = withStore(underTest)
    const count = (day: string, people = 1): DailyCount => ({ day, people, owners: 2, roles: 3 })

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
  })
}
