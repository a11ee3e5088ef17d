import { realpathSync } from 'node:fs'

import { StoreError } from '@rolecall/core/store-error'
import type { Database } from 'sqlite3'

import { translateError } from '../translate-error.ts'
import { loadSqlite3 } from './load-sqlite3.ts'

/** A database that a server has for itself. */
export interface Claim {
  release(): Promise<void>
}

/** The file whose lock says that a server has the database at `path`, however it was named. */
export function lockOf(path: string): string {
  try {
    return `${realpathSync(path)}-lock`
  } catch {
    return `${path}-lock`
  }
}

/**
 * Takes a SQLite database for one server: a second one would decide by what it remembers and the first has changed. The lock
 * is the system's, on a file beside the database, so that it ends with the process however that ends; commands of the
 * operator go on beside it. Throws StoreError where another has it.
 */
export async function claimSqliteFile(path: string): Promise<Claim> {
  const { Database } = await loadSqlite3()
  const database = await new Promise<Database>((resolve, reject) => {
    const opened: Database = new Database(lockOf(path), (error) =>
      error === null ? resolve(opened) : reject(translateError(error)),
    )
  })
  try {
    // Nothing is written to it: the journal in memory leaves no file beside it.
    await execute(database, 'PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    await close(database)
    if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY')) throw translateError(error)
    throw new StoreError(
      'conflict',
      `${path} is served by another process already, and a SQLite file has one server: stop that one first, or take PostgreSQL for several.`,
    )
  }
  return { release: () => close(database) }
}

function execute(database: Database, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    database.exec(sql, (error) => (error === null ? resolve() : reject(error)))
  })
}

function close(database: Database): Promise<void> {
  return new Promise((resolve, reject) => {
    database.close((error) => (error === null ? resolve() : reject(translateError(error))))
  })
}
