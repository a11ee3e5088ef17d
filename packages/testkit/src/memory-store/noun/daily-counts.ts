import type { DailyCountStore } from '@rolecall/core/store/daily-counts'

import { requireFound } from '../constraints.ts'
import { byText } from '../in-order.ts'
import type { MemoryDatabase } from '../memory-database.ts'

export function createDailyCountStore({ run, tables }: MemoryDatabase): DailyCountStore {
  return {
    put: (organizationId, count, keptFrom) =>
      run(async (writing) =>
        writing.write(({ dailyCounts, organizations }) => {
          requireFound(organizations.get(organizationId, ''), 'daily_counts.organization_id')
          dailyCounts.put(organizationId, count.day, count)
          for (const { day } of dailyCounts.rows(organizationId))
            if (day < keptFrom) dailyCounts.delete(organizationId, day)
        }),
      ),
    list: async (organizationId, from) =>
      tables()
        .dailyCounts.rows(organizationId)
        .filter(({ day }) => day >= from)
        .toSorted(byText(({ day }) => day)),
    async listNewest(organizationIds) {
      const { dailyCounts } = tables()
      return new Map(
        organizationIds.flatMap((id) => {
          const newest = dailyCounts
            .rows(id)
            .toSorted(byText(({ day }) => day))
            .at(-1)
          return newest === undefined ? [] : [[id, newest] as const]
        }),
      )
    },
  }
}
