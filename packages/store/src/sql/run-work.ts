import type { SqlDialect } from './sql-dialect.ts'
import type { Parameter } from './parameter.ts'
import { hasEffect, type RunStatement, type WritingStatements } from './statements.ts'

/** What the work of a transaction came to. */
export interface WorkDone<T> {
  readonly value: T
  readonly written: boolean
}

/**
 * Runs the work of a transaction on a connection, whose statements `run` runs in the order of the
 * calls. A statement that failed fails the work, though the work may have caught its error: PostgreSQL
 * would undo the whole transaction at its commit without a word. When the work has ended, statements
 * that it left behind are waited for or refused, for the connection is the next one's then.
 */
export async function runWork<T>(
  dialect: SqlDialect,
  run: RunStatement,
  work: (statements: WritingStatements) => Promise<T>,
): Promise<WorkDone<T>> {
  const underWay = new Set<Promise<void>>()
  let failure: { readonly error: unknown } | undefined
  let written = false
  let ended = false

  function all<R extends object>(sql: string, parameters: readonly Parameter[]): Promise<R[]> {
    if (ended) return Promise.reject(new Error('The transaction has ended: its statements must be awaited'))
    const rows = run<R>(sql, parameters)
    const settled: Promise<void> = rows.then(
      () => void underWay.delete(settled),
      (error: unknown) => {
        underWay.delete(settled)
        failure ??= { error }
      },
    )
    underWay.add(settled)
    return rows
  }

  async function write<R extends object>(sql: string, parameters: readonly Parameter[]): Promise<R[]> {
    const rows = await all<R>(sql, parameters)
    written ||= hasEffect(sql, rows)
    return rows
  }

  const value = await work({ dialect, all, write }).finally(() => {
    ended = true
    return Promise.all(underWay)
  })
  if (failure !== undefined) throw failure.error
  return { value, written }
}
