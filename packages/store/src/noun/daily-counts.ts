import type { DailyCount } from '@rolecall/core/directory/daily-count'
import type { DailyCountStore } from '@rolecall/core/store/daily-counts'

import { toNumber, toOptionalNumber, toText } from '../decode.ts'
import { qualify } from '../sql/qualify.ts'
import type { Statements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import type { RunWrite } from './organizations.ts'

const counted = ['people', 'active', 'owners', 'roles', 'groups', 'teams'] as const
const columns = ['day', ...counted]

type CountRow = RowOf<'daily_counts'>

const putCount = `INSERT INTO daily_counts (organization_id, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})
  ON CONFLICT (organization_id, day) DO UPDATE SET ${counted.map((column) => `${column} = excluded.${column}`).join(', ')}`

/** What was counted is no part of the directory: writing it raises no revision. */
export function createDailyCountStore(statements: Statements, write: RunWrite): DailyCountStore {
  const { dialect } = statements
  return {
    async put(organizationId, { active, day, groups, owners, people, roles, teams }, keptFrom) {
      await write(async (writing) => {
        await writing.write(putCount, [organizationId, day, people, active, owners, roles, groups, teams])
        await writing.write('DELETE FROM daily_counts WHERE organization_id = ? AND day < ?', [
          organizationId,
          keptFrom,
        ])
      })
    },
    async list(organizationId, from) {
      const rows = await statements.all<CountRow>(
        `SELECT ${columns.join(', ')} FROM daily_counts WHERE organization_id = ? AND day >= ? ORDER BY day`,
        [organizationId, from],
      )
      return rows.map(toCount)
    },
    async listNewest(organizationIds) {
      const rows = await statements.all<CountRow>(
        `SELECT ${qualify('c', ['organization_id', ...columns]).join(', ')} FROM daily_counts c
         WHERE ${dialect.isIn('c.organization_id')}
         AND c.day = (SELECT MAX(n.day) FROM daily_counts n WHERE n.organization_id = c.organization_id)`,
        [dialect.list(organizationIds)],
      )
      return new Map(rows.map((row) => [toText(row, 'organization_id'), toCount(row)]))
    },
  }
}

function toCount(row: CountRow): DailyCount {
  return {
    day: toText(row, 'day'),
    people: toNumber(row, 'people'),
    active: toOptionalNumber(row, 'active'),
    owners: toNumber(row, 'owners'),
    roles: toNumber(row, 'roles'),
    groups: toOptionalNumber(row, 'groups'),
    teams: toOptionalNumber(row, 'teams'),
  }
}
