import { StoreError } from '@rolecall/core/store-error'

import type { RunStatement, WritingStatements } from '../sql/statements.ts'
import { runWork } from '../sql/run-work.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { sqliteDialect } from './sqlite-dialect.ts'

/** Writes that share one COMMIT at most, and so one wait for the disk. */
const batchSize = 64

/** The one writer of a SQLite file: writes queue up, share a commit, and fail alone. */
export interface SqliteWriter {
  /**
   * Runs `work` in a transaction. Answers only after the commit that it shares with other writes; if
   * that fails, all that shared it fail as unavailable. An error of `work`, or nothing written, undoes
   * this write alone.
   */
  run<T>(work: (statements: WritingStatements) => Promise<T>): Promise<T>
  /** Waits for the writes under way, and closes the connection. */
  close(): Promise<void>
}

interface Write {
  readonly work: (statements: WritingStatements) => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** How the work of a write ended, before the commit. */
type Outcome =
  | { readonly kind: 'done'; readonly write: Write; readonly value: unknown; readonly written: boolean }
  | { readonly kind: 'failed'; readonly write: Write; readonly error: unknown }

export function createSqliteWriter(connection: SqliteConnection): SqliteWriter {
  const queue: Write[] = []
  let draining: Promise<void> | undefined
  let closed = false

  async function drain(): Promise<void> {
    while (queue.length > 0) await runBatch(connection, queue)
    draining = undefined
  }

  return {
    run<T>(work: (statements: WritingStatements) => Promise<T>): Promise<T> {
      if (closed) return Promise.reject(new StoreError('unavailable', 'the database is closed'))
      return new Promise<T>((resolve, reject) => {
        queue.push({ work, resolve: resolve as (value: unknown) => void, reject })
        draining ??= drain()
      })
    },
    async close() {
      closed = true
      await draining
      await connection.close()
    },
  }
}

/** One outer transaction; writes that arrive while it is open join it, up to the size of a batch. */
async function runBatch(connection: SqliteConnection, queue: Write[]): Promise<void> {
  const taken: Write[] = []
  try {
    await connection.all('BEGIN IMMEDIATE')
    const outcomes: Outcome[] = []
    for (let write = queue.shift(); write !== undefined; write = nextOf(queue, taken)) {
      taken.push(write)
      outcomes.push(await runWrite(connection, write))
    }
    await connection.all(outcomes.some(hasWritten) ? 'COMMIT' : 'ROLLBACK')
    for (const outcome of outcomes) settle(outcome)
  } catch (error) {
    // Without a transaction there is nothing to roll back, and SQLite says so.
    await connection.all('ROLLBACK').catch(() => {})
    failAll(taken.length === 0 ? queue.splice(0, batchSize) : taken, error)
  }
}

function nextOf(queue: Write[], taken: readonly Write[]): Write | undefined {
  return taken.length < batchSize ? queue.shift() : undefined
}

/** Throws only where the savepoint itself fails, which ends the outer transaction. */
async function runWrite(connection: SqliteConnection, write: Write): Promise<Outcome> {
  await connection.all('SAVEPOINT one_write')
  const outcome = await attempt(connection, write)
  if (!hasWritten(outcome)) await connection.all('ROLLBACK TO one_write')
  await connection.all('RELEASE one_write')
  return outcome
}

async function attempt(connection: SqliteConnection, write: Write): Promise<Outcome> {
  const run: RunStatement = (sql, parameters) => connection.all(sql, parameters)
  try {
    return { kind: 'done', write, ...(await runWork(sqliteDialect, run, write.work)) }
  } catch (error) {
    return { kind: 'failed', write, error }
  }
}

function hasWritten(outcome: Outcome): boolean {
  return outcome.kind === 'done' && outcome.written
}

function settle(outcome: Outcome): void {
  if (outcome.kind === 'failed') outcome.write.reject(outcome.error)
  else outcome.write.resolve(outcome.value)
}

/** Nobody may believe in what was not committed, the ones whose own work went well included. */
function failAll(writes: readonly Write[], cause: unknown): void {
  const reason = cause instanceof Error ? cause.message : String(cause)
  for (const write of writes) {
    write.reject(new StoreError('unavailable', `the transaction was rolled back: ${reason}`, { cause }))
  }
}
