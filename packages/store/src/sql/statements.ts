import type { Parameter } from './parameter.ts'
import type { SqlDialect } from './sql-dialect.ts'

/** A row of which nothing is said. */
export type Row = Readonly<Record<string, unknown>>

/** Runs SQL text with `?` for parameters and answers its rows, of which the caller says what they are. */
export type RunStatement = <R extends object = Row>(sql: string, parameters: readonly Parameter[]) => Promise<R[]>

/** What a database can be asked; a text is prepared once for each connection. */
export interface Statements {
  readonly dialect: SqlDialect
  readonly all: RunStatement
}

/** The statements of one organization's transaction, which know whether anything was written. */
export interface WritingStatements extends Statements {
  /** Runs a statement that writes; if it has an effect, the transaction is to be committed. */
  readonly write: RunStatement
}

/** Whether a writing statement has done anything: one that returns what it wrote may have found nothing to do. */
export function hasEffect(sql: string, rows: readonly object[]): boolean {
  return rows.length > 0 || !sql.includes('RETURNING')
}
