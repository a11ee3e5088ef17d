import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'

import { backUpSqlite } from '@rolecall/store/back-up-sqlite'

import { explainDatabase } from '../configuration/explain-database.ts'
import { readConfiguration } from '../configuration/read-configuration.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { print, printJson } from '../output/print.ts'
import { toMegabytes } from '../output/to-megabytes.ts'

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
  const path = database.slice('sqlite:'.length)
  const target = resolve(file)
  if (!existsSync(path))
    throw new CommandError(`There is no database at ${path}; name it with --database`, exitCode.failure)
  if (existsSync(target))
    throw new CommandError(`${file} is there already; a backup writes over nothing`, exitCode.failure)
  await explainDatabase(`sqlite:${target}`, () => backUpSqlite(path, target))
  const { size } = await stat(target)
  if (flags.json) return printJson({ file: target, bytes: size })
  await print(
    `${target} is a whole copy (${toMegabytes(size)}). To bring it back: stop the server, put it in the place of the database, and remove the -wal and -shm files there.`,
  )
}
