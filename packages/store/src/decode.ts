import type { Row } from './sql/statements.ts'

/** Columns of a row as what they are: the one place that knows how the two databases give them back. */

export function toText(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`column ${column} is ${typeof value}, not text`)
  return value
}

export function toOptionalText(row: Row, column: string): string | null {
  const value = row[column]
  return value === null || value === undefined ? null : toText(row, column)
}

/** A bigint comes as text from PostgreSQL; ours stay below 2^53. */
export function toNumber(row: Row, column: string): number {
  const value = Number(row[column])
  if (!Number.isSafeInteger(value)) throw new TypeError(`column ${column} is no integer`)
  return value
}

export function toBoolean(row: Row, column: string): boolean {
  return toNumber(row, column) === 1
}

/** JSON that is stored as text; the caller knows what it wrote. */
export function toJson(row: Row, column: string): unknown {
  return JSON.parse(toText(row, column))
}
