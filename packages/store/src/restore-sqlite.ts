import { existsSync, realpathSync } from 'node:fs'
import { copyFile, link, rename, rm, stat } from 'node:fs/promises'

import { StoreError } from '@rolecall/core/store-error'

import { claimSqliteFile } from './sqlite/claim-file.ts'
import { copyDatabase, removeDatabase, settleFile } from './sqlite/copy-database.ts'
import type { DatabaseContents } from './sqlite/database-contents.ts'
import { findSqliteFile } from './sqlite/find-file.ts'
import { flushFolder } from './sqlite/flush-folder.ts'
import { openSqliteConnection } from './sqlite/sqlite-connection.ts'
import { isDamaged } from './translate-error.ts'

export interface RestoreOptions {
  /** Whether a file that stands in the place may be replaced; it is kept beside. */
  readonly replace: boolean
  /** Part of the name of what is kept. */
  readonly stamp: string
}

export interface Restored extends DatabaseContents {
  /** Where what stood in the place is now; `null` for nothing. */
  readonly kept: string | null
}

/**
 * Brings a backup into the place of a database that nobody serves: checked, and at each moment either the old file stands
 * there or the new one. Throws StoreError: what is no backup, or one of a newer version; a file in the place that may not be
 * replaced, or is in use.
 */
export async function restoreSqlite(
  backup: string,
  path: string,
  { replace, stamp }: RestoreOptions,
): Promise<Restored> {
  const place = existsSync(path) ? realpathSync(path) : path
  if (existsSync(place) && !replace) {
    throw new StoreError(
      'conflict',
      `There is a database at ${path}. With --replace the backup takes its place, and it is kept beside it.`,
    )
  }
  const claim = await claimSqliteFile(place)
  const partial = `${place}.restoring`
  try {
    const contents = await copyDatabase(backup, partial)
    refuseNewer(backup, contents)
    await beginBehindAll(partial)
    const kept = await keepAside(place, `${place}.before-${stamp}`)
    await rename(partial, place)
    await flushFolder(place)
    return { ...contents, kept }
  } finally {
    await removeDatabase(partial)
    await claim.release()
  }
}

/** No organization writes so often between a backup and its restore. */
const jump = 1_000_000_000

/**
 * Raises the revisions, so that no event gets an id that one had which was lost: who has been told of that by a webhook, a
 * stream or the feed would take the new one for the old, and drop it.
 */
async function beginBehindAll(path: string): Promise<void> {
  const connection = await openSqliteConnection(path)
  try {
    await connection.all('UPDATE organizations SET revision = revision + ?', [jump])
  } finally {
    await connection.close()
  }
  await settleFile(path)
}

function refuseNewer(backup: string, { unknown }: DatabaseContents): void {
  if (unknown.length === 0) return
  throw new StoreError(
    'unavailable',
    `${backup} is of a newer version of Rolecall, which made ${unknown.join(', ')}. Install that version, and restore with it.`,
  )
}

/** Keeps what stands in a place under another name, too, and takes away the log that belongs to it alone. */
async function keepAside(place: string, aside: string): Promise<string | null> {
  if (existsSync(place)) await settle(place)
  let kept: string | null = null
  // What readers share, which is made anew.
  await rm(`${place}-shm`, { force: true })
  for (const suffix of ['-wal', '-journal']) {
    if (!existsSync(place + suffix)) continue
    const { size } = await stat(place + suffix)
    if (size === 0) await rm(place + suffix)
    else {
      await rename(place + suffix, aside + suffix)
      kept = aside
    }
  }
  if (!existsSync(place)) return kept
  // A file system may have no second names.
  await link(place, aside).catch(() => copyFile(place, aside))
  return aside
}

/** One file, so that none of its writes are lost. What is damaged, empty or of another program is kept as it is. */
async function settle(place: string): Promise<void> {
  const isSound = await findSqliteFile(place).then(
    () => true,
    () => false,
  )
  if (!isSound) return
  try {
    if (await settleFile(place)) return
  } catch (error) {
    if (isDamaged(error)) return
    if (!(error instanceof StoreError) || error.kind !== 'conflict') throw error
  }
  throw new StoreError('conflict', `${place} is in use. Stop whatever works with it, then restore again.`)
}
