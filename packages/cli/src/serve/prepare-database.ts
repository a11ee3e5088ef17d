import { checkDatabaseFile, claimDatabase, type Claim } from '@rolecall/store/check-file'
import { checkRights } from '@rolecall/store/check-rights'
import { migrateUnused } from '@rolecall/store/migrate'
import type { Logger } from 'pino'

import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { toMegabytes } from '../output/to-megabytes.ts'

/** How long a start may look for damage, in milliseconds; `rolecall doctor` takes its time. */
const patience = 3_000

/**
 * Makes sure that a server can rely on its database: the file is whole and has no other server, the user has the rights, and
 * one that has never been used is brought to the newest version. One that has been used is migrated by its operator, at a time
 * of their choice.
 * Throws CommandError, StoreError.
 */
export async function prepareDatabase(database: string, log: Logger): Promise<Claim> {
  const file = await checkDatabaseFile(database, patience)
  if (file?.isWhole === false) {
    log.info(
      { bytes: file.bytes },
      `the file of ${toMegabytes(file.bytes)} was looked at for ${patience / 1_000} s and no damage found; rolecall doctor looks at all of it`,
    )
  }
  await checkRights(database)
  const { applied, pending } = await migrateUnused(database)
  if (pending.length > 0) {
    throw new CommandError(
      `The database lacks the migrations ${pending.join(', ')}. Make a backup, then run: rolecall migrate up`,
      exitCode.failure,
    )
  }
  if (applied.length > 0) log.info({ migrations: applied }, 'the empty database has been migrated')
  // Only now there is a file for certain: a lock without one would say that it was lost.
  return claimDatabase(database)
}
