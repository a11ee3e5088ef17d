import type { DailyCountStore } from '@rolecall/core/store/daily-counts'

import { toNumber, toText } from '../decode.ts'
import type { Statements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import type { RunWrite } from './organizations.ts'

/** What was counted is no part of the directory: writing it raises no revision. */
export function createDailyCountStore(statements: Statements, write: RunWrite): DailyCountStore {
  return {
    async put(organizationId, { day, owners, people, roles }, keptFrom) {
      await write(async (writing) => {
        await writing.write(
          `INSERT INTO daily_counts (organization_id, day, people, owners, roles) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (organization_id, day)
           DO UPDATE SET people = excluded.people, owners = excluded.owners, roles = excluded.roles`,
          [organizationId, day, people, owners, roles],
        )
        await writing.write('DELETE FROM daily_counts WHERE organization_id = ? AND day < ?', [
          organizationId,
          keptFrom,
        ])
      })
    },
    async list(organizationId, from) {
      const rows = await statements.all<RowOf<'daily_counts', 'day' | 'people' | 'owners' | 'roles'>>(
        'SELECT day, people, owners, roles FROM daily_counts WHERE organization_id = ? AND day >= ? ORDER BY day',
        [organizationId, from],
      )
      return rows.map((row) => ({
        day: toText(row, 'day'),
        people: toNumber(row, 'people'),
        owners: toNumber(row, 'owners'),
        roles: toNumber(row, 'roles'),
      }))
    },
  }
}
