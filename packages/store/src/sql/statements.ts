import type { Parameter } from './parameter.ts'
import type { SqlDialect } from './sql-dialect.ts'
import { factsOf } from './text-facts.ts'

/** A row of which nothing is said. */
export type Row = Readonly<Record<string, unknown>>

/** SQL text with `?` for parameters, and what they stand for. */
export interface Statement {
  readonly sql: string
  readonly parameters: readonly Parameter[]
}

/** The parameters of several statements, in their order. */
export function parametersOf(statements: readonly Statement[]): readonly Parameter[] {
  const all: Parameter[] = []
  for (const { parameters } of statements) all.push(...parameters)
  return all
}

/** Runs SQL text with `?` for parameters and answers its rows, of which the caller says what they are. */
export type RunStatement = <R extends object = Row>(
  sql: string,
  parameters: readonly Parameter[],
  of?: RowsOfTables,
) => Promise<R[]>

/** Of some tables, which rows a read is about: a write of others need not come before it. */
export type RowsOfTables = Readonly<Record<string, RowsOfTable>>

/** Keys are what the writes of the table say that they are about. */
export interface RowsOfTable {
  /** Rows of these keys, and of no other. */
  readonly only?: readonly string[]
  /** Of these the caller knows itself what waits to be written. */
  readonly known?: ReadonlySet<string>
}

/** Runs statements in their order, by as few trips to the database as it can, and answers the rows of each. */
export type RunTrip = (statements: readonly Statement[]) => Promise<readonly object[][]>

/** Told of each trip to the database, with the texts that go by it; what it answers is called when the trip has ended. */
export type OnTrip = (texts: readonly string[]) => (() => void) | undefined

/** What a database can be asked; a text is prepared once for each connection. What is asked at once goes by one trip. */
export interface Statements {
  readonly dialect: SqlDialect
  readonly all: RunStatement
}

/** The statements of one organization's transaction, which know whether anything was written. */
export interface WritingStatements extends Statements {
  /**
   * Runs a statement that writes; if it has an effect, the transaction is to be committed. One that returns nothing is kept
   * until the end, or until something reads a table that it writes.
   */
  readonly write: WriteStatement
  /** How often what was kept has been sent: who remembers what waits to be written forgets it then. */
  readonly sent: () => number
}

/** Runs a statement that writes; with `keys`, which rows of its table these are about. */
export type WriteStatement = <R extends object = Row>(
  sql: string,
  parameters: readonly Parameter[],
  keys?: readonly string[],
) => Promise<R[]>

/**
 * Raises the revision of an organization from the one that was read, and fails where it has moved on since: the column takes
 * no null. Alone it is no effect.
 */
export const raiseRevision =
  'UPDATE organizations SET revision = CASE revision WHEN ? THEN revision + 1 END WHERE id = ?'

/** Whether a writing statement has done anything: one that returns what it wrote may have found nothing to do. */
export function hasEffect(sql: string, rows: readonly object[]): boolean {
  return sql !== raiseRevision && (rows.length > 0 || !factsOf(sql).isReturning)
}
