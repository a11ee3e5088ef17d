import { migrate, migrationStatus } from '@rolecall/store/migrate'
import type { Logger } from 'pino'

import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'

/**
 * Brings a database that has never been used to the newest version. One that has been used is migrated by
 * its operator, at a time of their choice: then this throws CommandError.
 */
export async function migrateIfUnused(database: string, log: Logger): Promise<void> {
  const { applied, pending } = await migrationStatus(database)
  if (pending.length === 0) return
  if (applied.length > 0) {
    throw new CommandError(
      `The database lacks the migrations ${pending.join(', ')}. Make a backup, then run: rolecall migrate up`,
      exitCode.failure,
    )
  }
  const migrations = await migrate(database)
  if (migrations.length > 0) log.info({ migrations }, 'the empty database has been migrated')
}
