import type { ResourceQuery } from '@rolecall/core/store/resources'

import { countResources } from './count-resources.ts'
import { compileFilter } from './filter/compile-filter.ts'
import { compileSort } from './filter/compile-sort.ts'
import { resourcesWhere } from './filter/matching-resources.ts'
import { orderBy } from './filter/order-by.ts'
import type { PagedSource } from './filter/resource-source.ts'
import type { Parameter } from './sql/parameter.ts'
import { qualify } from './sql/qualify.ts'
import type { Statements } from './sql/statements.ts'
import { createTextOfShape } from './sql/text-of-shape.ts'

/** A provider looks somebody up before each write. */
const textOfPage = createTextOfShape()

/**
 * A page of a resource type and the number of all that match, by at most two statements. A first page
 * that is not full says itself how many there are.
 */
export async function queryResources<R extends object>(
  statements: Statements,
  source: PagedSource<R>,
  organizationId: string,
  { count, filter, sort, startIndex }: ResourceQuery,
): Promise<{ readonly total: number; readonly rows: readonly R[] }> {
  const { dialect } = statements
  const condition = filter === null ? null : compileFilter(dialect, source, organizationId, filter)
  const value = sort === null ? null : compileSort(dialect, source, sort.attribute)
  const order = orderBy(value, 'r.id', sort?.order !== 'descending')
  const matching = () => resourcesWhere(dialect, source, organizationId, condition)

  async function readPage(): Promise<readonly R[]> {
    const skipped = startIndex - 1
    const { bindings, sql } = condition?.toSQL() ?? { bindings: [], sql: '' }
    const values = [organizationId, ...(bindings as readonly Parameter[]), count, ...(skipped === 0 ? [] : [skipped])]
    const text = textOfPage([dialect.name, source.table, sql, order, skipped === 0 ? '' : 'further'], values, () =>
      matching().select(qualify('r', source.columns)).orderByRaw(order).limit(count).offset(skipped),
    )
    return statements.all<R>(text, values)
  }

  const rows = count === 0 ? [] : await readPage()
  if (count > 0 && rows.length > 0 && rows.length < count) return { total: startIndex - 1 + rows.length, rows }
  if (count > 0 && rows.length === 0 && startIndex === 1) return { total: 0, rows }
  return { total: await countResources(statements, matching()), rows }
}
