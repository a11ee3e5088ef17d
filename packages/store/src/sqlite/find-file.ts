import { stat } from 'node:fs/promises'
import { basename } from 'node:path'

import { StoreError } from '@rolecall/core/store-error'

import { isDamaged } from '../translate-error.ts'
import { lockOf } from './claim-file.ts'
import { damagedFile } from './damaged-file.ts'
import { openSqliteReader } from './sqlite-connection.ts'

/** What is at the path of a SQLite database. */
export type FoundFile =
  /** Nothing, and nothing of a database is beside it: a first start makes one. */
  | 'missing'
  /** A database without tables, as a start leaves it that was ended too early. */
  | 'unused'
  | 'rolecall'

/**
 * Looks at the path of a database without making anything there. Throws StoreError for what is in the place of a database
 * that is known, or may be: nothing beside what belonged to one, an empty file, a damaged file, and somebody else's.
 */
export async function findSqliteFile(path: string): Promise<FoundFile> {
  const bytes = await sizeOf(path)
  if (bytes === 0) throw emptyFile(path)
  if (bytes === null) {
    const left = await leftBehind(path)
    if (left.length === 0) return 'missing'
    throw lostFile(path, left)
  }
  const tables = await listTables(path)
  if (tables.length === 0) return 'unused'
  // The migrator makes its own tables first.
  if (tables.every((name) => name.startsWith('knex_migrations'))) return 'unused'
  if (tables.includes('knex_migrations') && tables.includes('organizations')) return 'rolecall'
  throw foreignFile(path, tables)
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** What only a database leaves beside itself: writes that are in no file yet, and the lock of the server that had it. */
async function leftBehind(path: string): Promise<readonly string[]> {
  const wal = `${path}-wal`
  const lock = lockOf(path)
  return [...((await sizeOf(wal)) ? [wal] : []), ...((await sizeOf(lock)) === null ? [] : [lock])]
}

async function listTables(path: string): Promise<readonly string[]> {
  try {
    const connection = await openSqliteReader(path)
    try {
      const rows = await connection.all<{ name: string }>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
      )
      return rows.map(({ name }) => name)
    } finally {
      await connection.close()
    }
  } catch (error) {
    if (isDamaged(error)) throw damagedFile(path, error instanceof Error ? error.message : String(error))
    throw error
  }
}

function emptyFile(path: string): StoreError {
  return new StoreError(
    'unavailable',
    `${path} is empty (0 bytes) in the place of a database. Is the right volume mounted, and is there space on the disk? ` +
      'Bring the database back: rolecall restore FILE --replace. If there has never been one, remove the empty file: a start makes a new one.',
  )
}

function lostFile(path: string, left: readonly string[]): StoreError {
  return new StoreError(
    'unavailable',
    `There is no database at ${path}, but there was one: ${left.map((file) => basename(file)).join(' and ')} beside it ` +
      `${left.length === 1 ? 'is' : 'are'} of a database. Bring it back, from where it was moved to or by rolecall restore FILE. ` +
      'To begin with a new one, remove what is left of the old one.',
  )
}

function foreignFile(path: string, tables: readonly string[]): StoreError {
  const shown = tables.slice(0, 5).join(', ')
  return new StoreError(
    'unavailable',
    `${path} is no database of Rolecall: it has the tables ${shown}${tables.length > 5 ? ', …' : ''}. Name another file with --database.`,
  )
}
