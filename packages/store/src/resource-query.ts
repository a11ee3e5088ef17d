import type { Place } from '@rolecall/core/scim/resource/sort'
import type { ResourceQuery } from '@rolecall/core/store/resources'

import { countList } from './count-list.ts'
import { compileFilter } from './filter/compile-filter.ts'
import { compileSort } from './filter/compile-sort.ts'
import { resourcesWhere } from './filter/matching-resources.ts'
import { orderBy } from './filter/order-by.ts'
import { passIndex } from './filter/pass-index.ts'
import type { PagedSource } from './filter/resource-source.ts'
import { raw } from './filter/sql.ts'
import { keyOfList, type KnownList, type KnownPlace, type ListMemory } from './list-memory.ts'
import { isOneStretch, seekResources, toPlace } from './seek-resources.ts'
import { qualify } from './sql/qualify.ts'
import type { Row, Statements } from './sql/statements.ts'
import { createTextOfShape } from './sql/text-of-shape.ts'
import { readStateMark } from './state-mark.ts'

/** A provider looks somebody up before each write. */
const textOfPage = createTextOfShape()

/** A page, and the number of all that match. */
interface ListPage<R extends object> {
  readonly total: number
  readonly rows: readonly R[]
}

/**
 * A page of a resource type and the number of all that match. A first page that is not full says itself how many there
 * are. A page that follows one that was read begins where that ended, as long as nothing has been written in between; one that lies
 * further on passes over what is between.
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
  const text = condition?.text ?? ''
  const values = [organizationId, ...(condition?.values ?? [])]
  const key = keyOfList(source.table, text, values)
  const known = memory?.get(key)
  const near = count === 0 ? undefined : findPlace(known, order, startIndex, isOneStretch(value))
  const skipped = startIndex - (near?.index ?? 1)
  // The one before says where the page begins: who turns to it again has no need to pass over all of them.
  const withBefore = skipped >= farBehind && memory !== undefined

  async function readPage(size: number, passed: number): Promise<readonly R[]> {
    const index = passIndex(dialect, source, organizationId, filter, value)
    const shape = [dialect.name, source.table, text, order, index ?? '', passed === 0 ? '' : 'further']
    const all = [...values, size, ...(passed === 0 ? [] : [passed])]
    const select = textOfPage(shape, all, () => {
      const matching = resourcesWhere(dialect, source, organizationId, condition, index)
      const selected = matching.select(qualify('r', source.columns))
      if (value !== null) void selected.select(raw(`${value.text} AS sort_key`))
      return selected.orderByRaw(order).limit(size).offset(passed)
    })
    return statements.all<R>(select, all)
  }

  async function seekPage(from: Place, size: number, passed: number): Promise<readonly R[]> {
    const seek = { filter, sortBy: sort?.attribute ?? null, ascending, from, count: size }
    return (await seekResources(statements, source, organizationId, seek, passed)).map(({ row }) => row)
  }

  async function readRows(): Promise<FoundPage<R>> {
    if (count === 0) return { rows: [] }
    const [size, passed] = withBefore ? [count + 1, skipped - 1] : [count, skipped]
    const found = near === undefined ? await readPage(size, passed) : await seekPage(near.before, size, passed)
    return withBefore ? { before: found[0], rows: found.slice(1) } : { rows: found }
  }

  /** The state before the page is read, where it is not known to have been another one's. */
  async function readMark(): Promise<string | undefined> {
    if (memory === undefined || near !== undefined || count === 0) return known?.mark
    return readStateMark(statements, organizationId)
  }

  const readTotal = () => countList(statements, source, organizationId, filter, memory && { known })
  // A filter mostly finds few, who fill no page. What is asked at once goes by one trip.
  const [mark, { before, rows }, asked] =
    filter === null || count === 0 || near !== undefined
      ? await Promise.all([readMark(), readRows(), readTotal()])
      : [known?.mark, await readRows(), undefined]
  if (memory !== undefined && near !== undefined && asked?.mark !== known?.mark) {
    memory.forget(key)
    return queryResources(statements, source, organizationId, query, memory)
  }
  if (rows.length > 0 && rows.length < count) return { total: startIndex - 1 + rows.length, rows }
  if (count > 0 && rows.length === 0 && startIndex === 1) return { total: 0, rows }
  const counted = asked ?? (await readTotal())
  const { total } = counted
  const last = rows.at(-1)
  const kept = counted.mark === null ? undefined : memory?.keep(key, counted.mark, total)
  // Each of the reads has its own state: what was read before a write has another place after it.
  const places = counted.mark === mark ? kept?.places : undefined
  const keep = (index: number, row: R) => places?.keep({ order, index, before: toPlace(row as Row, value) })
  if (before !== undefined) keep(startIndex, before)
  if (last !== undefined) keep(startIndex + rows.length, last)
  return { total, rows }
}

/** From so many on that are passed over, what a page begins with is worth to be known. */
const farBehind = 20

interface FoundPage<R extends object> {
  readonly rows: readonly R[]
  /** The resource before them, where it was read. */
  readonly before?: R | undefined
}

/** The place where a page begins, or in an order that is one stretch the nearest before it. */
function findPlace(
  known: KnownList | undefined,
  order: string,
  startIndex: number,
  isStretch: boolean,
): KnownPlace | undefined {
  const nearest = known?.places.findNearest(order, startIndex)
  return isStretch || nearest?.index === startIndex ? nearest : undefined
}
