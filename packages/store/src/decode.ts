/** Columns of a row as what they are: the one place that knows how the two databases give them back. */

/** The columns that may hold such a value; of a row of which nothing is said, any. */
type ColumnsOf<R, Value> = R extends unknown
  ? { [Key in keyof R]: unknown extends R[Key] ? Key : R[Key] extends Value ? Key : never }[keyof R] & string
  : never

export function toText<R extends object>(row: R, column: ColumnsOf<R, string>): string {
  const value = valueOf(row, column)
  if (typeof value !== 'string') throw new TypeError(`column ${column} is ${typeof value}, not text`)
  return value
}

export function toOptionalText<R extends object>(row: R, column: ColumnsOf<R, string | null>): string | null {
  return isNull(row, column) ? null : toText<object>(row, column as never)
}

/** A bigint comes as text from PostgreSQL; ours stay below 2^53. */
export function toNumber<R extends object>(row: R, column: ColumnsOf<R, number | string>): number {
  const value = Number(valueOf(row, column))
  if (!Number.isSafeInteger(value)) throw new TypeError(`column ${column} is no integer`)
  return value
}

export function toOptionalNumber<R extends object>(
  row: R,
  column: ColumnsOf<R, number | string | null>,
): number | null {
  return isNull(row, column) ? null : toNumber<object>(row, column as never)
}

export function toBoolean<R extends object>(row: R, column: ColumnsOf<R, number>): boolean {
  return toNumber<object>(row, column as never) === 1
}

/** JSON that is stored as text; the caller knows what it wrote. */
export function toJson<R extends object>(row: R, column: ColumnsOf<R, string>): unknown {
  return JSON.parse(toText(row, column))
}

export function toOptionalJson<R extends object>(row: R, column: ColumnsOf<R, string | null>): unknown {
  return isNull(row, column) ? null : toJson<object>(row, column as never)
}

function isNull(row: object, column: string): boolean {
  return (valueOf(row, column) ?? null) === null
}

function valueOf(row: object, column: string): unknown {
  return (row as Readonly<Record<string, unknown>>)[column]
}
