import type { ColumnKind } from '../tables/tables.ts'
import type { Parameter } from './parameter.ts'
import type { SqlDialect } from './sql-dialect.ts'
import type { Statement } from './statements.ts'
import { textOfDialect } from './text-of-dialect.ts'

/** So many rows at most are written out: a text is kept for each number of them, and a program for each sequence of texts. */
const few = 4

/**
 * A statement over rows, which is the same text for as many of them; its last parameters are theirs. To read few rows from JSON
 * takes SQLite longer than to write them, so that their values are bound one by one.
 */
export function overRows(
  columns: Readonly<Record<string, ColumnKind>>,
  make: (table: string) => string,
): (
  dialect: SqlDialect,
  before: readonly Parameter[],
  rows: readonly Readonly<Record<string, string | number | null>>[],
) => Statement {
  const names = Object.keys(columns)
  const ofMany = textOfDialect((dialect) => make(dialect.fromRows(columns)))
  const ofFew: string[] = []
  return (dialect, before, rows) => {
    const { fromValues } = dialect
    if (fromValues === null || rows.length === 0 || rows.length > few)
      return { sql: ofMany(dialect), parameters: [...before, dialect.rows(rows)] }
    const sql = (ofFew[rows.length] ??= make(fromValues(names, rows.length)))
    const parameters = [...before]
    for (const row of rows) for (const name of names) parameters.push(row[name] ?? null)
    return { sql, parameters }
  }
}
