import type { Database, Statement } from 'sqlite3'

import { createCache } from '../create-cache.ts'
import type { Parameter } from '../sql/parameter.ts'
import type { Row } from '../sql/statements.ts'
import { translateError } from '../translate-error.ts'
import { loadSqlite3 } from './load-sqlite3.ts'
import { planOnce } from './plan-once.ts'

/**
 * Pages in the write-ahead log before it is written back into the file, 16 MB. Each write changes the same few pages again:
 * the longer that waits, the more of them are written back once.
 */
const walPages = 4_000

/** How many prepared statements a connection keeps. */
const preparedStatements = 400

/** One connection to a SQLite file; used by one caller at a time. */
export interface SqliteConnection {
  all<R extends object = Row>(sql: string, parameters?: readonly Parameter[]): Promise<R[]>
  close(): Promise<void>
}

/** A connection whose statements may take too long. */
export interface SqliteReader extends SqliteConnection {
  /** Ends the statement that runs (SQLITE_INTERRUPT), if one does. */
  interrupt(): void
}

/** Opens a file with WAL and full durability; all settings but the journal are of the connection, not of the file. */
export async function openSqliteConnection(path: string): Promise<SqliteConnection> {
  const { OPEN_CREATE, OPEN_READWRITE } = await loadSqlite3()
  return connect(
    path,
    OPEN_READWRITE | OPEN_CREATE,
    `PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
     PRAGMA wal_autocheckpoint = ${walPages};`,
  )
}

/** Opens a file that is there, to be read only: it is neither made nor changed. */
export async function openSqliteReader(path: string): Promise<SqliteReader> {
  const { OPEN_READONLY } = await loadSqlite3()
  return connect(path, OPEN_READONLY, 'PRAGMA busy_timeout = 5000;')
}

async function connect(path: string, mode: number, settings: string): Promise<SqliteReader> {
  const database = await openDatabase(path, mode)
  try {
    await execute(database, settings)
  } catch (error) {
    await closeDatabase(database)
    throw error
  }
  // One after another, in the order of the calls: a rollback must not overtake a statement before it.
  database.serialize()
  const prepared = createCache<Promise<Statement>>(preparedStatements, {
    dispose: (statement) => void finalize(statement),
  })
  return {
    async all<R extends object>(sql: string, parameters: readonly Parameter[] = []) {
      let statement = prepared.get(sql)
      if (statement === undefined) {
        statement = prepare(database, sql)
        prepared.set(sql, statement)
        // What can't be prepared now, such as a table that a migration will make, is tried anew.
        statement.catch(() => prepared.delete(sql))
      }
      return run<R>(await statement, parameters)
    },
    interrupt: () => database.interrupt(),
    async close() {
      await Promise.all([...prepared.values()].map(finalize))
      await closeDatabase(database)
    },
  }
}

async function openDatabase(path: string, mode: number): Promise<Database> {
  const driver = await loadSqlite3()
  return new Promise((resolve, reject) => {
    const database: Database = new driver.Database(path, mode, (error) =>
      error === null ? resolve(database) : reject(translateError(error)),
    )
  })
}

function execute(database: Database, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    database.exec(sql, (error) => (error === null ? resolve() : reject(translateError(error))))
  })
}

function prepare(database: Database, sql: string): Promise<Statement> {
  return new Promise((resolve, reject) => {
    const statement: Statement = database.prepare(planOnce(sql), (error: Error | null) =>
      error === null ? resolve(statement) : reject(translateError(error)),
    )
  })
}

function run<R extends object>(statement: Statement, parameters: readonly Parameter[]): Promise<R[]> {
  return new Promise((resolve, reject) => {
    statement.all<R>(parameters, (error, rows) => (error === null ? resolve(rows) : reject(translateError(error))))
  })
}

/** A file can't be closed while one of its statements is open; one that was never prepared needs nothing. */
async function finalize(statement: Promise<Statement>): Promise<void> {
  const prepared = await statement.catch(() => undefined)
  await new Promise<void>((resolve) => (prepared === undefined ? resolve() : prepared.finalize(() => resolve())))
}

function closeDatabase(database: Database): Promise<void> {
  return new Promise((resolve, reject) => {
    database.close((error) => (error === null ? resolve() : reject(translateError(error))))
  })
}
