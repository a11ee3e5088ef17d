import type { Parameter } from './parameter.ts'
import type { SqlDialect } from './sql-dialect.ts'
import { createKeptTables } from './kept-tables.ts'
import {
  hasEffect,
  type RowsOfTables,
  type RunStatement,
  type RunTrip,
  type Statement,
  type WriteStatement,
  type WritingStatements,
} from './statements.ts'
import { factsOf } from './text-facts.ts'

/** What the work of a transaction came to. */
export interface WorkDone<T> {
  readonly value: T
  readonly written: boolean
  /** Writes that nothing needed before the end, in their order. */
  readonly rest: readonly Statement[]
}

/** Characters of parameters that are kept; beyond that they are written at once, for a large apply must not be in memory twice. */
const keptCharacters = 256 * 1_024

interface Asked extends Statement {
  readonly isWrite: boolean
  readonly of: RowsOfTables | undefined
  readonly resolve: (rows: never[]) => void
  readonly reject: (error: unknown) => void
}

/**
 * Runs the work of a transaction on a connection. What it asks at once goes by one trip; trips run in the order of the
 * calls. What it writes is kept: it goes with the first read that may see it, or is left to whoever commits. A statement
 * that failed fails the work, though the work may have caught its error: PostgreSQL would undo the whole transaction at its
 * commit without a word. When the work has ended, statements that it left behind are waited for or refused, for the
 * connection is the next one's then.
 */
export async function runWork<T>(
  dialect: SqlDialect,
  run: RunTrip,
  work: (statements: WritingStatements) => Promise<T>,
  keptAtMost = keptCharacters,
): Promise<WorkDone<T>> {
  let kept: Statement[] = []
  let keptTables = createKeptTables()
  let keptSize = 0
  let sent = 0
  let asked: Asked[] = []
  let trips: Promise<void> = Promise.resolve()
  let failure: { readonly error: unknown } | undefined
  let written = false
  let ended = false

  function ask<R extends object>(statement: Statement, isWrite: boolean, of?: RowsOfTables): Promise<R[]> {
    if (ended) return Promise.reject(new Error('The transaction has ended: its statements must be awaited'))
    return new Promise<R[]>((resolve, reject) => {
      const { parameters, sql } = statement
      asked.push({ sql, parameters, isWrite, of, resolve, reject })
      if (asked.length === 1) trips = trips.then(send)
    })
  }

  async function send(): Promise<void> {
    const together = asked
    asked = []
    const before = together.some(({ isWrite, of, sql }) => isWrite || keptTables.concern(sql, of)) ? takeKept() : []
    try {
      const rows = (await run([...before, ...together])).slice(before.length)
      for (const [place, { isWrite, resolve, sql }] of together.entries()) {
        const found = rows[place] ?? []
        written ||= isWrite && hasEffect(sql, found)
        resolve(found as never[])
      }
    } catch (error) {
      failure ??= { error }
      for (const { reject } of together) reject(error)
    }
  }

  function takeKept(): Statement[] {
    const taken = kept
    kept = []
    keptTables = createKeptTables()
    keptSize = 0
    sent += 1
    return taken
  }

  const write: WriteStatement = <R extends object>(
    sql: string,
    parameters: readonly Parameter[],
    keys?: readonly string[],
  ): Promise<R[]> => {
    const statement = { sql, parameters }
    keptSize += sizeOf(parameters)
    if (ended || factsOf(sql).isReturning || keptSize > keptAtMost) return ask(statement, true)
    written ||= hasEffect(sql, [])
    kept.push(statement)
    keptTables.add(sql, keys)
    return Promise.resolve([])
  }

  const all: RunStatement = (sql, parameters, of) => ask({ sql, parameters }, false, of)
  const value = await work({ dialect, all, write, sent: () => sent }).finally(() => {
    ended = true
    return trips
  })
  if (failure !== undefined) throw failure.error
  return { value, written, rest: written ? kept : [] }
}

function sizeOf(parameters: readonly Parameter[]): number {
  let size = 0
  for (const parameter of parameters) size += parameter === null || typeof parameter === 'number' ? 8 : parameter.length
  return size
}
