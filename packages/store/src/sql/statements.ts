import type { Parameter } from './parameter.ts'
import type { SqlDialect } from './sql-dialect.ts'

export type Row = Readonly<Record<string, unknown>>

/** Runs SQL text with `?` for parameters; a text is prepared once for each connection. */
export interface Statements {
  readonly dialect: SqlDialect
  all(sql: string, parameters: readonly Parameter[]): Promise<Row[]>
}

/** The statements of one organization's transaction, which know whether anything was written. */
export interface WritingStatements extends Statements {
  /** Runs a statement that writes; if it has an effect, the transaction is to be committed. */
  write(sql: string, parameters: readonly Parameter[]): Promise<Row[]>
}

/** Whether a writing statement has done anything: one that returns what it wrote may have found nothing to do. */
export function hasEffect(sql: string, rows: readonly Row[]): boolean {
  return rows.length > 0 || !sql.includes('RETURNING')
}
