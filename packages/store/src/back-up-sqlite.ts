import { StoreError } from '@rolecall/core/store-error'
import { open, rename, rm } from 'node:fs/promises'

import { openSqliteConnection } from './sqlite/sqlite-connection.ts'

/**
 * Copies a SQLite database to a file of its own while it is served: one consistent state, without the space that is
 * free. The file has its name only when it is whole, checked and on disk. Throws StoreError.
 */
export async function backUpSqlite(path: string, target: string): Promise<void> {
  const partial = `${target}.partial`
  await rm(partial, { force: true })
  try {
    await copy(path, partial)
    await check(partial)
    await flush(partial)
    await rename(partial, target)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

async function copy(path: string, target: string): Promise<void> {
  const connection = await openSqliteConnection(path)
  try {
    await connection.all('VACUUM INTO ?', [target])
  } finally {
    await connection.close()
  }
}

async function check(path: string): Promise<void> {
  const connection = await openSqliteConnection(path)
  try {
    const rows = await connection.all('PRAGMA integrity_check')
    const faults = rows.map((row) => String(Object.values(row)[0])).filter((text) => text !== 'ok')
    if (faults.length > 0) throw new StoreError('unavailable', `The copy is damaged: ${faults.join('; ')}`)
    // One file, without the two of the write-ahead log beside it.
    await connection.all('PRAGMA journal_mode = DELETE')
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
