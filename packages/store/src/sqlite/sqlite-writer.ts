import { StoreError } from '@rolecall/core/store-error'

import { hasEffect, type WritingStatements } from '../sql/statements.ts'
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

type Outcome =
  | { readonly write: Write; readonly value: unknown; readonly written: boolean }
  | { readonly write: Write; readonly error: unknown }

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
  const outcomes: Outcome[] = []
  try {
    await connection.all('BEGIN IMMEDIATE')
  } catch (error) {
    for (const write of queue.splice(0, batchSize)) write.reject(error)
    return
  }
  try {
    for (let write = queue.shift(); write !== undefined; write = outcomes.length < batchSize ? queue.shift() : undefined) {
      outcomes.push(await runWrite(connection, write))
    }
    await connection.all(outcomes.some(hasWritten) ? 'COMMIT' : 'ROLLBACK')
  } catch (error) {
    await connection.all('ROLLBACK').catch(() => {})
    failAll(outcomes, error)
    return
  }
  for (const outcome of outcomes) settle(outcome)
}

async function runWrite(connection: SqliteConnection, write: Write): Promise<Outcome> {
  let written = false
  await connection.all('SAVEPOINT one_write')
  const outcome = await attempt(write, {
    dialect: sqliteDialect,
    all: (sql, parameters) => connection.all(sql, parameters),
    async write(sql, parameters) {
      const rows = await connection.all(sql, parameters)
      written ||= hasEffect(sql, rows)
      return rows
    },
  })
  const kept = !('error' in outcome) && written
  if (!kept) await connection.all('ROLLBACK TO one_write')
  await connection.all('RELEASE one_write')
  return 'error' in outcome ? outcome : { ...outcome, written }
}

async function attempt(write: Write, statements: WritingStatements): Promise<Outcome> {
  try {
    return { write, value: await write.work(statements), written: false }
  } catch (error) {
    return { write, error }
  }
}

function hasWritten(outcome: Outcome): boolean {
  return !('error' in outcome) && outcome.written
}

function settle(outcome: Outcome): void {
  if ('error' in outcome) outcome.write.reject(outcome.error)
  else outcome.write.resolve(outcome.value)
}

function failAll(outcomes: readonly Outcome[], cause: unknown): void {
  const reason = cause instanceof Error ? cause.message : String(cause)
  for (const outcome of outcomes) {
    const error = 'error' in outcome ? outcome.error : new StoreError('unavailable', `the commit failed: ${reason}`, { cause })
    outcome.write.reject(error)
  }
}
