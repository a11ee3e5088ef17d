import type { SeekQuery } from '@rolecall/core/store/resources'
import type { Place } from '@rolecall/core/scim/resource/sort'

import { toText } from './decode.ts'
import { compileSort } from './filter/compile-sort.ts'
import { compileWhere } from './filter/compile-where.ts'
import type { ResourceSource, SqlValue } from './filter/resource-source.ts'
import { sql, type Sql } from './filter/sql.ts'
import type { Row, Statements } from './sql/statements.ts'

export interface PlacedRow {
  readonly row: Row
  readonly place: Place
}

/**
 * Resources beyond a place in an order, read by keyset and never by counting (RFC 9865). Those with a
 * value and those without one are two stretches of the order, each of which an index can have.
 */
export async function seekResources(
  statements: Statements,
  source: ResourceSource,
  organizationId: string,
  { ascending, count, filter, from, sortBy }: SeekQuery,
): Promise<readonly PlacedRow[]> {
  const { dialect } = statements
  const where = compileWhere(dialect, source, organizationId, filter)
  const value = sortBy === null ? null : compileSort(dialect, source, sortBy)
  const found: PlacedRow[] = []
  for (const { condition, columns, keys } of stretchesOf(value, ascending, from)) {
    if (found.length >= count) break
    const direction = ascending ? 'ASC' : 'DESC'
    const rows = await statements.all(
      `SELECT ${[source.columns, ...columns].join(', ')} ${where.text}${condition.text}
       ORDER BY ${keys.map((key) => `${key} ${direction}`).join(', ')} LIMIT ?`,
      [...where.parameters, ...condition.parameters, count - found.length],
    )
    found.push(...rows.map((row) => ({ row, place: toPlace(row, columns.length > 0 ? value : null) })))
  }
  return found
}

/** Part of an order: what it is, how far into it to begin, and the keys that it is ordered by. */
interface Stretch {
  readonly condition: Sql
  readonly columns: readonly string[]
  readonly keys: readonly string[]
}

/** Upwards, the resources with a value come before those without; downwards after them. */
function stretchesOf(value: SqlValue | null, ascending: boolean, from: Place | null): readonly Stretch[] {
  const valued = value === null ? undefined : withValue(value, ascending, from)
  const others = value?.required === true ? undefined : withoutValue(value, ascending, from)
  return (ascending ? [valued, others] : [others, valued]).filter((stretch) => stretch !== undefined)
}

/** `undefined`: the way from that place does not lead through them. */
function withValue(value: SqlValue, ascending: boolean, from: Place | null): Stretch | undefined {
  if (from !== null && from.key === null && ascending) return undefined
  const present = value.required === true ? '' : ` AND ${value.text} IS NOT NULL`
  const beyond =
    from === null || from.key === null
      ? sql('')
      : sql(` AND (${value.text}, r.id) ${ascending ? '>' : '<'} (?, ?)`, [from.key, from.id])
  return {
    condition: sql(present + beyond.text, beyond.parameters),
    columns: [`${value.text} AS sort_key`],
    keys: [value.text, 'r.id'],
  }
}

function withoutValue(value: SqlValue | null, ascending: boolean, from: Place | null): Stretch | undefined {
  if (from !== null && from.key !== null && !ascending) return undefined
  const absent = value === null ? '' : ` AND ${value.text} IS NULL`
  const beyond = from === null || from.key !== null ? sql('') : sql(` AND r.id ${ascending ? '>' : '<'} ?`, [from.id])
  return { condition: sql(absent + beyond.text, beyond.parameters), columns: [], keys: ['r.id'] }
}

/** A number comes as text from PostgreSQL. */
function toPlace(row: Row, value: SqlValue | null): Place {
  const id = toText(row, 'id')
  if (value === null) return { key: null, id }
  return { key: value.type === 'text' ? toText(row, 'sort_key') : Number(row['sort_key']), id }
}
