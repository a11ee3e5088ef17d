import type { ResourceQuery } from '@rolecall/core/store'

import { toNumber } from './decode.ts'
import { compileFilter } from './filter/compile-filter.ts'
import { compileSort } from './filter/compile-sort.ts'
import type { ResourceSource } from './filter/resource-source.ts'
import type { Row, Statements } from './sql/statements.ts'

/**
 * A page of a resource type and the number of all that match, by at most two statements. A first page
 * that is not full says itself how many there are.
 */
export async function queryResources(
  statements: Statements,
  source: ResourceSource,
  organizationId: string,
  { count, filter, sort, startIndex }: ResourceQuery,
): Promise<{ readonly total: number; readonly rows: readonly Row[] }> {
  const { dialect } = statements
  const condition =
    filter === null ? { text: '', parameters: [] } : compileFilter(dialect, source, organizationId, filter)
  const where = [
    'r.organization_id = ?',
    ...source.conditions,
    ...(condition.text === '' ? [] : [`(${condition.text})`]),
  ].join(' AND ')
  const parameters = [organizationId, ...condition.parameters]
  const order = sort === null ? 'r.id' : `${compileSort(dialect, source, sort)}, r.id`
  const rows =
    count === 0
      ? []
      : await statements.all(
          `SELECT ${source.columns} FROM ${source.table} r WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`,
          [...parameters, count, startIndex - 1],
        )
  if (count > 0 && rows.length > 0 && rows.length < count) return { total: startIndex - 1 + rows.length, rows }
  if (count > 0 && rows.length === 0 && startIndex === 1) return { total: 0, rows }
  const [row] = await statements.all(`SELECT COUNT(*) AS total FROM ${source.table} r WHERE ${where}`, parameters)
  return { total: toNumber(row ?? {}, 'total'), rows }
}
