import { lstatSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'

import { backUpSqlite } from '@rolecall/store/back-up-sqlite'
import type { DatabaseContents } from '@rolecall/store/sqlite/database-contents'

import { explainDatabase } from '../configuration/explain-database.ts'
import { readConfiguration } from '../configuration/read-configuration.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { describeContents } from '../output/describe-contents.ts'
import { describeError } from '../output/describe-error.ts'
import { print, printJson } from '../output/print.ts'
import { toMegabytes } from '../output/to-megabytes.ts'
import { recordInDatabase } from './record-in-database.ts'
import { requireDatabase } from './require-database.ts'

/** As commander has parsed them. */
export interface BackupFlags {
  readonly database?: string
  readonly config?: string
  readonly json?: true
}

/** Copies the SQLite database. Throws CommandError for PostgreSQL, and where it would write over a file. */
export async function backUp(file: string, flags: BackupFlags): Promise<void> {
  const { database } = await readConfiguration({ flags, environment: process.env, folder: process.cwd() })
  if (!database.startsWith('sqlite:')) {
    throw new CommandError(
      'PostgreSQL has its own tool, which copies it while it is served: pg_dump --format=custom --file=rolecall.dump DATABASE_URL, and pg_restore to bring it back.',
      exitCode.usage,
    )
  }
  await requireDatabase(database)
  const target = resolve(file)
  // Also a link that leads nowhere just now: what it names may be away, and the copy would stand in the place of the link.
  if (lstatSync(target, { throwIfNoEntry: false }) !== undefined)
    throw new CommandError(`${file} is there already; a backup writes over nothing`, exitCode.failure)
  const contents = await explainDatabase(`sqlite:${target}`, () =>
    backUpSqlite(database.slice('sqlite:'.length), target),
  )
  const { size } = await stat(target)
  await noteBackup(database, contents, { file: target, bytes: size })
  const { groups, lastChange, members, migration, organizations } = contents
  if (flags.json) return printJson({ file: target, bytes: size, migration, organizations, members, groups, lastChange })
  await print(`${target} is a whole copy (${toMegabytes(size)}), checked: ${describeContents(contents)}.`)
  await print(`To bring it back: stop the server, then rolecall restore ${file}`)
}

/** The copy is there, whatever comes of the note; a database of an older version keeps no audit. */
async function noteBackup(
  database: string,
  { pending }: DatabaseContents,
  copy: { readonly file: string; readonly bytes: number },
): Promise<void> {
  if (pending.length > 0) return
  try {
    await recordInDatabase(database, 'DatabaseBackedUp', copy)
  } catch (error) {
    process.stderr.write(`The audit does not know of this backup: ${describeError(error).text}\n`)
  }
}
