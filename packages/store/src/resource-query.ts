import type { ResourceQuery } from '@rolecall/core/store/resources'

import { countResources } from './count-resources.ts'
import { compileSort } from './filter/compile-sort.ts'
import { compileWhere } from './filter/compile-where.ts'
import { orderBy } from './filter/order-by.ts'
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
  const where = compileWhere(dialect, source, organizationId, filter)
  const value = sort === null ? null : compileSort(dialect, source, sort.attribute)
  const order = orderBy(value, 'r.id', sort?.order !== 'descending')
  const rows =
    count === 0
      ? []
      : await statements.all(`SELECT ${source.columns} ${where.text} ORDER BY ${order} LIMIT ? OFFSET ?`, [
          ...where.parameters,
          count,
          startIndex - 1,
        ])
  if (count > 0 && rows.length > 0 && rows.length < count) return { total: startIndex - 1 + rows.length, rows }
  if (count > 0 && rows.length === 0 && startIndex === 1) return { total: 0, rows }
  return { total: await countResources(statements, where), rows }
}
