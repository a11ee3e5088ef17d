import type { Writable } from 'node:stream'

import { StoreError } from '@rolecall/core/store-error'
import pg from 'pg'

import type { Parameter } from '../sql/parameter.ts'
import type { RunWrite } from '../noun/organizations.ts'
import { gatherTrips } from '../sql/gather-trips.ts'
import type { OnTrip, RunTrip, Statement, Statements, WritingStatements } from '../sql/statements.ts'
import { runWork } from '../sql/run-work.ts'
import { isRetryable, translateError } from '../translate-error.ts'
import { createInTurn } from './in-turn.ts'
import { keepStatistics } from './keep-statistics.ts'
import { postgresDialect } from './postgres-dialect.ts'
import { PreparedTexts } from './prepared-texts.ts'

/** Texts that a connection may have prepared: several times as many as the store has of its own. */
const preparedTexts = new PreparedTexts<pg.PoolClient>(1_000)

/** How often a transaction is tried when the database says that it may succeed again. */
const attempts = 4

/** Connections to a PostgreSQL server. */
export interface PostgresPool extends Statements {
  /** Runs `work` in a transaction; nothing written, or an error, rolls it back. */
  run: RunWrite
  /**
   * Runs one of the writes of an organization, which its row makes serial: they wait here for one another, so that none
   * of them keeps a connection only to wait for a lock.
   */
  runWrite<T>(organizationId: string, work: Work<T>): Promise<T>
  /** Runs reads that all see what was committed when the first one ran. */
  runSnapshot<T>(work: (statements: Statements) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** How long somebody may be kept waiting, in milliseconds; beyond it the answer is that the database is not available. */
export interface Patience {
  /** For a connection, be it a new one or one that others have. */
  readonly connection: number
  /** For a lock, which another process may have. */
  readonly lock: number
  /** For a statement. */
  readonly statement: number
  /** For the writes of the organization that came before. */
  readonly turn: number
}

const defaultPatience: Patience = { connection: 10_000, lock: 10_000, statement: 60_000, turn: 30_000 }

/**
 * Connections of our own by a URL, whose `lock_timeout` and `statement_timeout` come before those of `patience`; or those of
 * a pool that somebody else has made, for whom its bounds and its end are.
 */
export function createPostgresPool(
  source: string | pg.Pool,
  size: number,
  patience: Partial<Patience> = {},
  onTrip: OnTrip = () => undefined,
): PostgresPool {
  const times = { ...defaultPatience, ...patience }
  const pool = typeof source === 'string' ? openPool(source, size, times) : source
  const runTrip: RunOn = (client, statements) => {
    const end = onTrip(statements.map(({ sql }) => sql))
    const rows = sendTogether(client, statements)
    return end === undefined ? rows : rows.finally(end)
  }
  const inTurn = createInTurn(times.turn)
  const underWay = new Set<Promise<unknown>>()
  let closed = false

  /** The pool itself would forget whoever still waits for a connection when it ends. */
  async function track<T>(work: () => Promise<T>): Promise<T> {
    if (closed) throw new StoreError('unavailable', 'the database is closed')
    const answer = work()
    underWay.add(answer)
    try {
      return await answer
    } finally {
      underWay.delete(answer)
    }
  }

  const noteCommit = keepStatistics((sql, parameters) => runBeside(pool, sql, parameters))

  async function runWriting<T>(work: Work<T>, beginning?: readonly Statement[]): Promise<T> {
    const begun = performance.now()
    const { value, written } = await runWithRetries(pool, runTrip, work, beginning)
    const beside = written && !closed ? noteCommit(performance.now() - begun) : undefined
    if (beside !== undefined) void track(() => beside)
    return value
  }

  return {
    dialect: postgresDialect,
    all: gatherTrips((statements) => track(() => runReads(pool, runTrip, statements))),
    run: (work, { mayBeLost = false } = {}) =>
      track(() => runWriting(work, mayBeLost ? [begin, waitForNoDisk] : [begin])),
    runWrite: (organizationId, work) => track(() => inTurn(organizationId, () => runWriting(work))),
    runSnapshot: (work) => track(() => runSnapshot(pool, work)),
    async close() {
      closed = true
      await Promise.allSettled(underWay)
      if (pool !== source) await pool.end()
    },
  }
}

function openPool(url: string, size: number, { connection, lock, statement }: Patience): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: 'rolecall',
    connectionTimeoutMillis: connection,
    lock_timeout: lock,
    statement_timeout: statement,
    pipeline: true,
  })
  // A connection that breaks is replaced by the pool. It says so besides by an event, which ends the process where nobody listens.
  pool.on('error', () => {})
  return pool
}

type Work<T> = (statements: WritingStatements) => Promise<T>

interface Outcome<T> {
  readonly value: T
  readonly written: boolean
}

async function runWithRetries<T>(
  pool: pg.Pool,
  runTrip: RunOn,
  work: Work<T>,
  beginning: readonly Statement[] = [begin],
): Promise<Outcome<T>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(pool, runTrip, work, beginning)
    } catch (error) {
      if (attempt === attempts || !(error instanceof StoreError) || !isRetryable(error.cause)) throw error
    }
  }
}

async function runReads(pool: pg.Pool, runTrip: RunOn, statements: readonly Statement[]): Promise<readonly object[][]> {
  const client = await connect(pool)
  try {
    return await runTrip(client, statements)
  } finally {
    release(client)
  }
}

/** Not prepared: it is asked seldom. */
async function runBeside(pool: pg.Pool, sql: string, parameters: readonly Parameter[]): Promise<readonly object[]> {
  const client = await connect(pool)
  try {
    return (await client.query<object>(sql, [...parameters])).rows
  } finally {
    release(client)
  }
}

/** The begin goes with what the work asks first, and the commit with what it leaves to be written. */
async function runOnce<T>(
  pool: pg.Pool,
  runTrip: RunOn,
  work: Work<T>,
  beginning: readonly Statement[],
): Promise<Outcome<T>> {
  const client = await connect(pool)
  let broken: Error | undefined
  let begun = false
  const run: RunTrip = async (statements) => {
    const before = begun ? [] : beginning
    begun = true
    return (await runTrip(client, [...before, ...statements])).slice(before.length)
  }
  try {
    const { rest, value, written } = await runWork(postgresDialect, run, work)
    if (written) await run([...rest, commit])
    else if (begun) await runTrip(client, [rollback])
    return { value, written }
  } catch (error) {
    if (begun) {
      await runTrip(client, [rollback]).catch((failure: unknown) => {
        broken = failure instanceof Error ? failure : new Error('the rollback failed')
      })
    }
    throw error
  } finally {
    release(client, broken)
  }
}

const begin: Statement = { sql: 'BEGIN', parameters: [] }
/** The commit is seen by everybody at once; the disk has it soon. */
const waitForNoDisk: Statement = { sql: 'SET LOCAL synchronous_commit = off', parameters: [] }
const commit: Statement = { sql: 'COMMIT', parameters: [] }
const rollback: Statement = { sql: 'ROLLBACK', parameters: [] }

async function runSnapshot<T>(pool: pg.Pool, work: (statements: Statements) => Promise<T>): Promise<T> {
  const client = await connect(pool)
  let broken: Error | undefined
  try {
    await query(client, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', [])
    return await work({ dialect: postgresDialect, all: (sql, parameters) => query(client, sql, parameters) })
  } finally {
    await query(client, 'ROLLBACK', []).catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error('the rollback failed')
    })
    release(client, broken)
  }
}

/** A connection that breaks fails the statements that it has, and says so besides by an event, which ends the process where nobody listens. */
const listenedTo = new WeakSet<pg.PoolClient>()

/** Listens in the moment in which the pool listens no more: what comes with the last words of a start would be heard by nobody. */
function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  return new Promise((resolve, reject) => {
    pool.connect((cause, client) => {
      if (client === undefined) {
        const reason = cause instanceof Error ? cause.message : String(cause)
        reject(new StoreError('unavailable', `PostgreSQL can not be reached: ${reason}`, { cause }))
        return
      }
      if (!listenedTo.has(client)) client.on('error', () => {})
      listenedTo.add(client)
      resolve(client)
    })
  })
}

/** Gives the connection back, or lets it go. */
function release(client: pg.PoolClient, broken?: Error): void {
  client.release(broken ?? preparedTexts.isFull(client))
}

/** Runs statements on a connection by one trip. */
type RunOn = (client: pg.PoolClient, statements: readonly Statement[]) => Promise<readonly object[][]>

/** Sends all at once, and fails as the first that failed: the others of a transaction fail because of it. */
async function sendTogether(client: pg.PoolClient, statements: readonly Statement[]): Promise<readonly object[][]> {
  const { stream } = connectionOf(client)
  // By itself the driver gives each statement to the kernel alone, which wakes the server up for it.
  stream?.cork()
  const asked = statements.map(({ parameters, sql }) => query(client, sql, parameters))
  stream?.uncork()
  const answers = await Promise.allSettled(asked)
  return answers.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason
    return answer.value
  })
}

/** What the driver has but does not describe. A connection of somebody else's driver may have none. */
function connectionOf(client: pg.PoolClient): { readonly stream?: Pick<Writable, 'cork' | 'uncork'> } {
  return (client as { readonly connection?: { readonly stream?: Writable } }).connection ?? {}
}

async function query<R extends object>(
  client: pg.PoolClient,
  sql: string,
  parameters: readonly Parameter[],
): Promise<R[]> {
  try {
    const prepared = preparedTexts.prepare(client, sql)
    const result = await client.query<R>({ ...prepared, values: [...parameters] })
    return result.rows
  } catch (error) {
    throw translateError(error)
  }
}
