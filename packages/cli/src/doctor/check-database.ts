import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

import { checkDatabaseFile, findDatabaseFile, type FileCheck } from '@rolecall/store/check-file'
import { withoutPassword } from '@rolecall/store/database-url'
import { inspectDatabase, type DatabaseInspection } from '@rolecall/store/inspect-database'
import { migrationStatus } from '@rolecall/store/migrate'

import { explainDatabase } from '../configuration/explain-database.ts'
import { describeError } from '../output/describe-error.ts'
import { toMegabytes } from '../output/to-megabytes.ts'
import { checkClock } from './check-clock.ts'
import { failure, ok, skipped, warning, type CheckResult } from './check-result.ts'
import { judgeSpace } from './judge-space.ts'

/** What the database says of itself, and whether the organizations in it can be looked at. */
export interface DatabaseCheck {
  readonly results: readonly CheckResult[]
  readonly isUsable: boolean
}

/** How long may be looked for damage in a file, in milliseconds: a second is enough for 150 MB at least. */
const patience = 60_000

/** From how many bytes on that takes longer than anybody likes to wait without a word. */
const large = 256 * 1024 * 1024

/** Reachable, writable, migrated, in time, with space. Makes no database where there is none. */
export async function checkDatabase(database: string): Promise<DatabaseCheck> {
  const path = database.startsWith('sqlite:') ? database.slice('sqlite:'.length) : null
  let inspection: DatabaseInspection
  let file: FileCheck | null
  try {
    if (path !== null && (await explainDatabase(database, () => findDatabaseFile(database))) === 'missing')
      return toNoFile(path)
    if (path !== null) await sayWhatTakesLong(path)
    file = await explainDatabase(database, () => checkDatabaseFile(database, patience))
    inspection = await explainDatabase(database, () => inspectDatabase(database))
  } catch (error) {
    const found = failure('database', describeError(error).text, 'Mend that first; the rest needs the database.')
    return { results: [found, skipped('migrations', 'needs the database')], isUsable: false }
  }
  const { applied, pending } = await migrationStatus(database)
  return {
    results: [
      ok('database', `${withoutPassword(database)} answers and can be written to (${inspection.version})`),
      ...(file === null ? [] : [toFile(file)]),
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

/** Beside the results, which come when all has been looked at. */
async function sayWhatTakesLong(path: string): Promise<void> {
  const { size } = await stat(path)
  if (size < large) return
  process.stderr.write(`Looking for damage in ${toMegabytes(size)} of ${path}, for at most ${patience / 1_000} s\n`)
}

function toFile({ bytes, isWhole }: FileCheck): CheckResult {
  if (isWhole) return ok('file', `${toMegabytes(bytes)} were looked at, and there is no damage`)
  return warning(
    'file',
    `${toMegabytes(bytes)} are too many to look at within ${patience / 1_000} s; until then there was no damage`,
    'Make a backup, which looks at all of it: rolecall backup FILE',
  )
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
