import type { SeekQuery } from '@rolecall/core/store/resources'
import type { Place } from '@rolecall/core/scim/resource/sort'
import type { Knex } from 'knex'

import { toText } from './decode.ts'
import { compileSort } from './filter/compile-sort.ts'
import { matchingResources } from './filter/matching-resources.ts'
import type { PagedSource, SqlValue } from './filter/resource-source.ts'
import { raw } from './filter/sql.ts'
import { qualify } from './sql/qualify.ts'
import { runQuery } from './sql/run-query.ts'
import type { Row, Statements } from './sql/statements.ts'

export interface PlacedRow<R extends object> {
  readonly row: R
  readonly place: Place
}

/**
 * Resources beyond a place in an order, read by keyset and never by counting (RFC 9865). Those with a
 * value and those without one are two stretches of the order, each of which an index can have. Some may be skipped in an order
 * that is one stretch.
 */
export async function seekResources<R extends object>(
  statements: Statements,
  source: PagedSource<R>,
  organizationId: string,
  { ascending, count, filter, from, sortBy }: SeekQuery,
  skipped = 0,
): Promise<readonly PlacedRow<R>[]> {
  const { dialect } = statements
  const value = sortBy === null ? null : compileSort(dialect, source, sortBy)
  const resources = matchingResources(dialect, source, organizationId, filter, value)
  const found: PlacedRow<R>[] = []
  for (const narrow of stretchesOf(value, ascending, from)) {
    if (found.length >= count) break
    const stretch = narrow(resources.clone().select(qualify('r', source.columns)))
    if (skipped > 0) void stretch.offset(skipped)
    const rows: readonly R[] = await runQuery(statements, stretch.limit(count - found.length))
    found.push(...rows.map((row) => ({ row, place: toPlace(row as Row, value) })))
  }
  return found
}

/** Whether all resources have a value, or none: an order that is one stretch. */
export function isOneStretch(value: SqlValue | null): boolean {
  return value === null || value.required === true
}

/** Part of an order: narrows the resources to it, as far into it as it is to begin, and orders them. */
type Stretch = (resources: Knex.QueryBuilder) => Knex.QueryBuilder

/** Upwards, the resources with a value come before those without; downwards after them. */
function stretchesOf(value: SqlValue | null, ascending: boolean, from: Place | null): readonly Stretch[] {
  const valued = value === null ? undefined : withValue(value, ascending, from)
  const others = value?.required === true ? undefined : withoutValue(value, ascending, from)
  return (ascending ? [valued, others] : [others, valued]).filter((stretch) => stretch !== undefined)
}

/** `undefined`: the way from that place does not lead through them. */
function withValue(value: SqlValue, ascending: boolean, from: Place | null): Stretch | undefined {
  if (from !== null && from.key === null && ascending) return undefined
  const [direction, sign] = ascending ? ['ASC', '>'] : ['DESC', '<']
  return (resources) => {
    const present = value.required === true ? resources : resources.whereRaw(`${value.text} IS NOT NULL`)
    const beyond =
      from === null || from.key === null
        ? present
        : present.whereRaw(`(${value.text}, r.id) ${sign} (?, ?)`, [from.key, from.id])
    return beyond.select(raw(`${value.text} AS sort_key`)).orderByRaw(`${value.text} ${direction}, r.id ${direction}`)
  }
}

function withoutValue(value: SqlValue | null, ascending: boolean, from: Place | null): Stretch | undefined {
  if (from !== null && from.key !== null && !ascending) return undefined
  return (resources) => {
    const absent = value === null ? resources : resources.whereRaw(`${value.text} IS NULL`)
    const beyond = from === null || from.key !== null ? absent : absent.where('r.id', ascending ? '>' : '<', from.id)
    return beyond.orderBy('r.id', ascending ? 'asc' : 'desc')
  }
}

/** Without a value there is no `sort_key`, or it is null; a number comes as text from PostgreSQL. */
export function toPlace(row: Row, value: SqlValue | null): Place {
  const id = toText(row, 'id')
  if (value === null || (row['sort_key'] ?? null) === null) return { key: null, id }
  return { key: value.type === 'text' ? toText(row, 'sort_key') : Number(row['sort_key']), id }
}
