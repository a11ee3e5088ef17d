import { findDatabaseFile } from '@rolecall/store/check-file'

import { explainDatabase } from '../configuration/explain-database.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'

/** Opening a SQLite file makes it: a mistyped path must not leave an empty database behind. Throws CommandError, StoreError. */
export async function requireDatabase(database: string): Promise<void> {
  if ((await explainDatabase(database, () => findDatabaseFile(database))) !== 'missing') return
  throw new CommandError(
    `There is no database at ${database.slice('sqlite:'.length)}. Name it with --database, or make it with: rolecall serve, or rolecall migrate up`,
    exitCode.failure,
  )
}
