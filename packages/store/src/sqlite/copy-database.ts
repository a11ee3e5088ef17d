import { open, rm } from 'node:fs/promises'

import { StoreError } from '@rolecall/core/store-error'

import { isDamaged } from '../translate-error.ts'
import { damagedFile } from './damaged-file.ts'
import { readContents, type DatabaseContents } from './database-contents.ts'
import { findSqliteFile } from './find-file.ts'
import { quickCheck } from './quick-check.ts'
import { openSqliteConnection, openSqliteReader } from './sqlite-connection.ts'

/**
 * Copies a database to a file of its own: one consistent state, without the space that is free, looked at page by page and
 * flushed to the disk. The original is only read. Throws StoreError for what is no database of Rolecall, and for damage.
 */
export async function copyDatabase(path: string, target: string): Promise<DatabaseContents> {
  if ((await findSqliteFile(path)) !== 'rolecall') {
    throw new StoreError(
      'unavailable',
      `${path} is no database of Rolecall: there is nothing in it. Name another file.`,
    )
  }
  await removeDatabase(target)
  try {
    await copy(path, target)
    await settleFile(target)
    await quickCheck(target, Infinity)
    await flush(target)
    return await readContents(target)
  } catch (error) {
    await removeDatabase(target)
    if (isDamaged(error)) throw damagedFile(path, error instanceof Error ? error.message : String(error))
    throw error
  }
}

/** Removes a file with what SQLite keeps beside it: the log of a copy that was ended in the middle is of no other. */
export async function removeDatabase(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(path + suffix, { force: true })
}

async function copy(path: string, target: string): Promise<void> {
  const connection = await openSqliteReader(path)
  try {
    await connection.all('VACUUM INTO ?', [target])
  } finally {
    await connection.close()
  }
}

/** Makes one file of a database, without the two of the write-ahead log. Answers whether nobody else has it open. */
export async function settleFile(path: string): Promise<boolean> {
  const connection = await openSqliteConnection(path)
  try {
    const [row] = await connection.all('PRAGMA journal_mode = DELETE')
    return row?.['journal_mode'] === 'delete'
  } finally {
    await connection.close()
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
