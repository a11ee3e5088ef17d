import type { ResourceQuery } from '@rolecall/core/store/resources'

import { countList } from './count-list.ts'
import { compileFilter } from './filter/compile-filter.ts'
import { compileSort } from './filter/compile-sort.ts'
import { resourcesWhere } from './filter/matching-resources.ts'
import { orderBy } from './filter/order-by.ts'
import { passIndex } from './filter/pass-index.ts'
import type { PagedSource } from './filter/resource-source.ts'
import { sql } from './filter/sql.ts'
import { keyOfList, type ListMemory } from './list-memory.ts'
import { seekResources, toPlace } from './seek-resources.ts'
import type { Parameter } from './sql/parameter.ts'
import { qualify } from './sql/qualify.ts'
import type { Row, Statements } from './sql/statements.ts'
import { createTextOfShape } from './sql/text-of-shape.ts'

/** A provider looks somebody up before each write. */
const textOfPage = createTextOfShape()

/** A page, and the number of all that match. */
interface ListPage<R extends object> {
  readonly total: number
  readonly rows: readonly R[]
}

/**
 * A page of a resource type and the number of all that match. A first page that is not full says itself how many there
 * are. A page that follows one that was read begins where that ended, as long as nothing has been written in between.
 */
export async function queryResources<R extends object>(
  statements: Statements,
  source: PagedSource<R>,
  organizationId: string,
  query: ResourceQuery,
  memory?: ListMemory,
): Promise<ListPage<R>> {
  const { dialect } = statements
  const { count, filter, sort, startIndex } = query
  const condition = filter === null ? null : compileFilter(dialect, source, organizationId, filter)
  const value = sort === null ? null : compileSort(dialect, source, sort.attribute)
  const ascending = sort?.order !== 'descending'
  const order = orderBy(value, 'r.id', ascending)
  const compiled = condition?.toSQL() ?? { bindings: [], sql: '' }
  const values = [organizationId, ...(compiled.bindings as readonly Parameter[])]
  const key = keyOfList(source.table, compiled.sql, values)
  const known = memory?.get(key)
  const end = count === 0 ? undefined : known?.ends.get(`${order} ${startIndex}`)

  async function readPage(): Promise<readonly R[]> {
    const skipped = startIndex - 1
    const index = passIndex(dialect, source, organizationId, filter, value)
    const shape = [dialect.name, source.table, compiled.sql, order, index ?? '', skipped === 0 ? '' : 'further']
    const all = [...values, count, ...(skipped === 0 ? [] : [skipped])]
    const text = textOfPage(shape, all, () => {
      const matching = resourcesWhere(dialect, source, organizationId, condition, index)
      const selected = matching.select(qualify('r', source.columns))
      if (value !== null) void selected.select(sql(`${value.text} AS sort_key`))
      return selected.orderByRaw(order).limit(count).offset(skipped)
    })
    return statements.all<R>(text, all)
  }

  async function seekPage(): Promise<readonly R[]> {
    const seek = { filter, sortBy: sort?.attribute ?? null, ascending, from: end ?? null, count }
    return (await seekResources(statements, source, organizationId, seek)).map(({ row }) => row)
  }

  const readRows = () => (count === 0 ? [] : end === undefined ? readPage() : seekPage())
  const readTotal = () => countList(statements, source, organizationId, filter, memory && { known })
  // A filter mostly finds few, who fill no page. What is asked at once goes by one trip.
  const [rows, asked] =
    filter === null || count === 0 || end !== undefined
      ? await Promise.all([readRows(), readTotal()])
      : [await readRows(), undefined]
  if (memory !== undefined && end !== undefined && asked?.revision !== known?.revision) {
    memory.forget(key)
    return queryResources(statements, source, organizationId, query, memory)
  }
  if (rows.length > 0 && rows.length < count) return { total: startIndex - 1 + rows.length, rows }
  if (count > 0 && rows.length === 0 && startIndex === 1) return { total: 0, rows }
  const { revision, total } = asked ?? (await readTotal())
  const last = rows.at(-1)
  const kept = revision === null ? undefined : memory?.keep(key, revision, total)
  if (last !== undefined) kept?.ends.set(`${order} ${startIndex + rows.length}`, toPlace(last as Row, value))
  return { total, rows }
}
