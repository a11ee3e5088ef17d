import type { Parameter } from './parameter.ts'
import type { SqlDialect } from './sql-dialect.ts'
import { hasEffect, type RunStatement, type RunTrip, type Statement, type WritingStatements } from './statements.ts'
import { factsOf } from './text-facts.ts'
import { maySee, writtenTable } from './touched-tables.ts'

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
  let keptTables = new Set<string>()
  let keptSize = 0
  let asked: Asked[] = []
  let trips: Promise<void> = Promise.resolve()
  let failure: { readonly error: unknown } | undefined
  let written = false
  let ended = false

  function ask<R extends object>(statement: Statement, isWrite: boolean): Promise<R[]> {
    if (ended) return Promise.reject(new Error('The transaction has ended: its statements must be awaited'))
    return new Promise<R[]>((resolve, reject) => {
      const { parameters, sql } = statement
      asked.push({ sql, parameters, isWrite, resolve, reject })
      if (asked.length === 1) trips = trips.then(send)
    })
  }

  async function send(): Promise<void> {
    const together = asked
    asked = []
    const before = together.some(needsKept) ? takeKept() : []
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

  function needsKept({ isWrite, sql }: Asked): boolean {
    if (isWrite) return true
    for (const table of keptTables) if (maySee(sql, table)) return true
    return false
  }

  function takeKept(): Statement[] {
    const taken = kept
    kept = []
    keptTables = new Set()
    keptSize = 0
    return taken
  }

  const write: RunStatement = <R extends object>(sql: string, parameters: readonly Parameter[]): Promise<R[]> => {
    const statement = { sql, parameters }
    keptSize += sizeOf(parameters)
    if (ended || factsOf(sql).isReturning || keptSize > keptAtMost) return ask(statement, true)
    written ||= hasEffect(sql, [])
    kept.push(statement)
    keptTables.add(writtenTable(sql))
    return Promise.resolve([])
  }

  const all: RunStatement = (sql, parameters) => ask({ sql, parameters }, false)
  const value = await work({ dialect, all, write }).finally(() => {
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
