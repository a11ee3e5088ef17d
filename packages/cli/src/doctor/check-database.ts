import { stat, statfs } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'

import { withoutPassword } from '@rolecall/store/database-url'
import { inspectDatabase, type DatabaseInspection } from '@rolecall/store/inspect-database'
import { migrationStatus } from '@rolecall/store/migrate'

import { explainDatabase } from '../configuration/explain-database.ts'
import { describeError } from '../output/describe-error.ts'
import { checkClock } from './check-clock.ts'
import { failure, ok, skipped, warning, type CheckResult } from './check-result.ts'
import { judgeSpace } from './judge-space.ts'

/** What the database says of itself, and whether the organizations in it can be looked at. */
export interface DatabaseCheck {
  readonly results: readonly CheckResult[]
  readonly isUsable: boolean
}

/** Reachable, writable, migrated, in time, with space. Makes no database where there is none. */
export async function checkDatabase(database: string): Promise<DatabaseCheck> {
  const path = database.startsWith('sqlite:') ? database.slice('sqlite:'.length) : null
  if (path !== null && !existsSync(path)) return toNoFile(path)
  let inspection: DatabaseInspection
  try {
    inspection = await explainDatabase(database, () => inspectDatabase(database))
  } catch (error) {
    const found = failure('database', describeError(error).text, 'Mend that first; the rest needs the database.')
    return { results: [found, skipped('migrations', 'needs the database')], isUsable: false }
  }
  const { applied, pending } = await migrationStatus(database)
  return {
    results: [
      ok('database', `${withoutPassword(database)} answers and can be written to (${inspection.version})`),
      toMigrations(applied, pending),
      path === null ? skipped('disk', 'PostgreSQL watches its own') : await checkSpace(path),
      checkClock(inspection.clock),
    ],
    isUsable: pending.length === 0,
  }
}

function toNoFile(path: string): DatabaseCheck {
  const advice = 'Start it once, which makes the database: rolecall serve. Or name another one with --database.'
  return {
    results: [
      warning('database', `There is no database at ${path} yet`, advice),
      skipped('migrations', 'needs the database'),
    ],
    isUsable: false,
  }
}

function toMigrations(applied: readonly string[], pending: readonly string[]): CheckResult {
  if (pending.length === 0) return ok('migrations', `all ${applied.length} are applied`)
  if (applied.length === 0)
    return warning('migrations', 'the database is empty', 'rolecall serve brings it to the newest version by itself.')
  return failure('migrations', `${pending.join(', ')} are missing`, 'Make a backup, then run: rolecall migrate up')
}

async function checkSpace(path: string): Promise<CheckResult> {
  const { bavail, bsize } = await statfs(dirname(path))
  return judgeSpace({ folder: dirname(path), freeBytes: bavail * bsize, databaseBytes: (await stat(path)).size })
}
