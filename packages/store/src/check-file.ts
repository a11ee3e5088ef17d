import { stat } from 'node:fs/promises'

import type { Database } from './database.ts'
import { parseDatabaseUrl } from './database-url.ts'
import { claimSqliteFile, type Claim } from './sqlite/claim-file.ts'
import { findSqliteFile, type FoundFile } from './sqlite/find-file.ts'
import { quickCheck } from './sqlite/quick-check.ts'

export type { Claim }

/** What is known of the file of a database. */
export interface FileCheck {
  readonly found: FoundFile
  readonly bytes: number
  /** Whether every page was looked at in the time that there was. */
  readonly isWhole: boolean
}

/**
 * What is at the place of a SQLite database; `null` for PostgreSQL. Throws StoreError, with what to do, where it is empty,
 * lost, or somebody else's.
 */
export async function findDatabaseFile(url: Database): Promise<FoundFile | null> {
  const location = parseDatabaseUrl(url)
  return location.dialect === 'sqlite' ? findSqliteFile(location.path) : null
}

/** The same, and looks for damage for at most `patience` milliseconds. Throws StoreError. */
export async function checkDatabaseFile(url: Database, patience: number): Promise<FileCheck | null> {
  const location = parseDatabaseUrl(url)
  if (location.dialect === 'postgres') return null
  const found = await findSqliteFile(location.path)
  if (found === 'missing') return { found, bytes: 0, isWhole: true }
  const { size } = await stat(location.path)
  return { found, bytes: size, isWhole: await quickCheck(location.path, patience) }
}

/** Takes a database for one server; PostgreSQL has as many as one likes. Throws StoreError where another has the file. */
export async function claimDatabase(url: Database): Promise<Claim> {
  const location = parseDatabaseUrl(url)
  return location.dialect === 'sqlite' ? claimSqliteFile(location.path) : { release: async () => {} }
}
