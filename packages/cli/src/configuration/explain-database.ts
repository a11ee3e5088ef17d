import { StoreError } from '@rolecall/core/store-error'
import { withoutPassword } from '@rolecall/store/database-url'
import { damagedFile } from '@rolecall/store/sqlite/damaged-file'
import { isDamaged } from '@rolecall/store/translate-error'

import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'

/** Runs what opens a database; a driver's failure is told with the database and what to do about it. */
export async function explainDatabase<T>(database: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // Without a cause it is no driver that speaks, and the message says what to do already.
    if (!(error instanceof StoreError) || error.cause === undefined) throw error
    if (isDamaged(error)) throw damagedFile(database.slice('sqlite:'.length), reasonOf(error))
    throw new CommandError(toMessage(database, error), exitCode.failure, { cause: error })
  }
}

function toMessage(database: string, error: StoreError): string {
  if (database.startsWith('sqlite:') && error.reason === 'read-only')
    return `This user may not write to ${database.slice('sqlite:'.length)}, or not to its folder, where SQLite keeps two files beside it. Let both belong to the user of the server, or name another file with --database.`
  if (error.reason === 'full') return `There is no space left for ${withoutPassword(database)} (${reasonOf(error)}).`
  const reason = `${withoutPassword(database)} can not be used: ${reasonOf(error)}.`
  return database.startsWith('sqlite:')
    ? `${reason} Does its folder exist, and may this user write there? Another one can be given as --database.`
    : `${reason} Does PostgreSQL run, and are address, user and password of --database, ROLECALL_DATABASE or database: in the configuration right?`
}

/** The drivers' own words. A connection refused by several addresses of a host has them in its parts only. */
function reasonOf({ cause, message }: StoreError): string {
  if (cause instanceof AggregateError) {
    return cause.errors.map((error) => (error instanceof Error ? error.message : String(error))).join(', ')
  }
  return cause instanceof Error && cause.message !== '' ? cause.message : message
}
