import { AsyncResource } from 'node:async_hooks'

import { StoreError } from '@rolecall/core/store-error'

import type { RunWrite, WriteOptions } from '../noun/organizations.ts'
import { type Statement, type WritingStatements } from '../sql/statements.ts'
import { runWork, type WorkDone } from '../sql/run-work.ts'
import { factsOf } from '../sql/text-facts.ts'
import { runInOrder } from './run-in-order.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { isOvertaken } from '../translate-error.ts'
import type { RequireFile } from './standing-file.ts'
import { createWritePrograms, type WritePrograms } from './write-programs.ts'

/** Writes that share one COMMIT at most, and so one wait for the disk. */
const batchSize = 64

/** The one writer of a SQLite file: writes queue up, share a commit, and fail alone. */
export interface SqliteWriter {
  /**
   * Runs `work` in a transaction. Answers only after the commit that it shares with other writes; if
   * that fails, all that shared it fail as unavailable. An error of `work`, or nothing written, undoes
   * this write alone. Where another process has written in between, `work` is run again.
   */
  run: RunWrite
  /** Takes no more writes, and waits for those under way. */
  end(): Promise<void>
  /** Ends, and closes the connection. */
  close(): Promise<void>
}

/**
 * Runs something as whoever was there when it was made: their trace goes on, and what a product keeps for a request of its own.
 * `AsyncLocalStorage.snapshot` does the same, and takes a hundred times as long in Node 20.
 */
function asCaller(): As {
  const caller = new AsyncResource('SqliteWrite')
  return (run) => caller.runInAsyncScope(run)
}

type As = <T>(run: () => T) => T

interface Write extends Required<WriteOptions> {
  readonly as: As
  readonly work: (statements: WritingStatements) => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** How the work of a write ended, before the commit. */
type Outcome =
  | { readonly kind: 'done'; readonly write: Write; readonly value: unknown; readonly written: boolean }
  | { readonly kind: 'failed'; readonly write: Write; readonly error: unknown }

/** What the writes of one batch share; not begun as long as one of them only reads, for it may need no transaction. */
interface Batch {
  readonly connection: SqliteConnection
  readonly programs: WritePrograms
  /** What is for all of them together is done as nobody. */
  readonly asNobody: As
  readonly requireFile: RequireFile
  /** Whether all of it may be lost, so that its commit waits for no disk. */
  readonly mayBeLost: boolean
  begun: boolean
}

/** `requireFile` is asked before a transaction and before its commit, and throws where what is written would be in no file. */
export function createSqliteWriter(connection: SqliteConnection, requireFile: RequireFile = () => {}): SqliteWriter {
  const queue: Write[] = []
  const asNobody = asCaller()
  const programs = createWritePrograms(connection)
  const durability = createDurability(connection)
  let draining: Promise<void> | undefined
  let closed = false

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      const mayBeLost = queue.every((write) => write.mayBeLost)
      await runBatch({ connection, programs, asNobody, requireFile, mayBeLost, begun: false }, queue, durability)
      await programs.learn()
    }
    draining = undefined
  }

  async function end(): Promise<void> {
    closed = true
    await draining
  }

  return {
    run<T>(work: (statements: WritingStatements) => Promise<T>, { mayBeLost = false }: WriteOptions = {}): Promise<T> {
      if (closed) return Promise.reject(new StoreError('unavailable', 'the database is closed'))
      return new Promise<T>((resolve, reject) => {
        const as = asCaller()
        queue.push({ as, work, mayBeLost, resolve: resolve as (value: unknown) => void, reject })
        draining ??= asNobody(drain)
      })
    },
    end,
    async close() {
      await end()
      await connection.close()
    },
  }
}

/**
 * One outer transaction; writes that arrive while it is open join it, up to the size of a batch. A write that is alone may do
 * without: what it reads stays as it is but for other processes, which its revision tells, and what it writes is one statement.
 */
async function runBatch(batch: Batch, queue: Write[], durability: Durability): Promise<void> {
  const taken: Write[] = []
  try {
    batch.requireFile()
    await durability.set(batch.mayBeLost ? 'NORMAL' : 'FULL')
    if (queue.length > 1) await begin(batch)
    const outcomes: Outcome[] = []
    for (let write = queue.shift(); write !== undefined; write = nextOf(batch, queue, taken)) {
      taken.push(write)
      outcomes.push(await write.as(() => runWrite(batch, write)))
    }
    const end = outcomes.some(hasWritten) ? 'COMMIT' : 'ROLLBACK'
    // Some of them may have come after the file had gone.
    if (batch.begun && end === 'COMMIT') batch.requireFile()
    // That of one alone is its own.
    const [first, ...others] = taken
    const as = others.length === 0 && first !== undefined ? first.as : batch.asNobody
    if (batch.begun) await as(() => batch.connection.all(end))
    for (const outcome of outcomes) settle(outcome)
  } catch (error) {
    // Without a transaction there is nothing to roll back, and SQLite says so.
    await batch.connection.all('ROLLBACK').catch(() => {})
    failAll(taken.length === 0 ? queue.splice(0, batchSize) : taken, error)
  }
}

function nextOf({ begun, mayBeLost }: Batch, queue: Write[], taken: readonly Write[]): Write | undefined {
  // What must be on the disk waits for a commit of its own kind; the other way round costs nothing.
  if (!begun || taken.length >= batchSize || (mayBeLost && queue[0]?.mayBeLost === false)) return undefined
  return queue.shift()
}

/** How a commit goes to the disk: FULL waits for it; NORMAL leaves it to the next that waits, or to the next checkpoint. */
interface Durability {
  set(level: 'FULL' | 'NORMAL'): Promise<void>
}

/** It is a setting of the connection, and can be changed only outside of a transaction. */
function createDurability(connection: SqliteConnection): Durability {
  let standing = 'FULL'
  return {
    async set(level) {
      if (level === standing) return
      await connection.all(`PRAGMA synchronous = ${level}`)
      standing = level
    },
  }
}

async function begin(batch: Batch): Promise<void> {
  if (batch.begun) return
  await batch.connection.all('BEGIN IMMEDIATE')
  batch.begun = true
}

/** Throws only where the transaction or the savepoint itself fails, which ends the outer transaction. */
async function runWrite(batch: Batch, write: Write): Promise<Outcome> {
  const alone = !batch.begun
  const outcome = await tryWrite(batch, write)
  if (!alone || outcome.kind === 'done' || !isOvertaken(outcome.error)) return outcome
  await begin(batch)
  return tryWrite(batch, write)
}

async function tryWrite(batch: Batch, write: Write): Promise<Outcome> {
  const part = createPart(batch)
  const outcome = await attempt(part, write)
  await part.end(hasWritten(outcome))
  return outcome
}

async function attempt(part: Part, write: Write): Promise<Outcome> {
  try {
    const done = await runWork(sqliteDialect, (statements) => part.run(statements), write.work)
    await part.finish(done)
    return { kind: 'done', write, value: done.value, written: done.written }
  } catch (error) {
    if (error instanceof Broken) throw error.cause
    return { kind: 'failed', write, error }
  }
}

/** The transaction itself, or its savepoint, could not be had: that is no failure of the work. */
class Broken extends Error {
  override readonly name = 'Broken'
}

/** What one write does on the connection. */
interface Part {
  run(statements: readonly Statement[]): Promise<readonly object[][]>
  /** Writes what the work has left to be written. */
  finish(done: WorkDone<unknown>): Promise<void>
  /** Keeps what was written, or undoes it. Throws what has ended the transaction of all. */
  end(keep: boolean): Promise<void>
}

/** A savepoint is set before the first statement that writes, unless all that is written is one program. */
function createPart(batch: Batch): Part {
  const { connection, programs } = batch
  let saved = false
  let broken: { readonly cause: unknown } | undefined

  /**
   * Where a disk fails SQLite undoes the transaction (sqlite.org/lang_transaction.html, 4): who comes later would have one of
   * its own, that is kept though the commit of all fails.
   */
  async function watch<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer
    } catch (cause) {
      if (batch.begun && cause instanceof StoreError && cause.kind === 'unavailable') broken = { cause }
      throw cause
    }
  }

  async function save(): Promise<void> {
    if (saved) return
    try {
      await begin(batch)
      await connection.all('SAVEPOINT one_write')
    } catch (cause) {
      throw new Broken('The transaction could not be begun', { cause })
    }
    saved = true
  }

  return {
    async run(statements) {
      if (!statements.every(({ sql }) => factsOf(sql).isRead)) await save()
      return watch(runInOrder(connection, statements, programs))
    },
    async finish({ rest }) {
      if (rest.length === 0) return
      const program = saved ? undefined : programs.run(rest)
      if (program !== undefined) return void (await watch(program))
      await save()
      await watch(runInOrder(connection, rest, programs))
    },
    async end(keep) {
      if (broken !== undefined) throw broken.cause
      if (!saved) return
      if (!keep) await connection.all('ROLLBACK TO one_write')
      await connection.all('RELEASE one_write')
    },
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
  const message = cause instanceof Error ? cause.message : String(cause)
  const reason = cause instanceof StoreError ? cause.reason : undefined
  for (const write of writes) {
    write.reject(new StoreError('unavailable', `the transaction was rolled back: ${message}`, { cause, reason }))
  }
}
