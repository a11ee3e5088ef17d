import { findDatabaseFile } from '@rolecall/store/check-file'
import { migrate, migrationStatus, rollback } from '@rolecall/store/migrate'

import { explainDatabase } from '../configuration/explain-database.ts'
import { readConfiguration } from '../configuration/read-configuration.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { printTable } from '../output/print-table.ts'
import { print, printJson } from '../output/print.ts'
import { recordInDatabase } from './record-in-database.ts'
import { requireDatabase } from './require-database.ts'

/** As commander has parsed them. */
export interface MigrateFlags {
  readonly database?: string
  readonly config?: string
  readonly json?: true
}

export interface MigrateDownFlags extends MigrateFlags {
  readonly all?: true
  readonly yes?: true
}

export async function migrateUp(flags: MigrateFlags): Promise<void> {
  const database = await getDatabase(flags)
  const applied = await explainDatabase(database, async () => {
    await findDatabaseFile(database)
    const names = await migrate(database)
    if (names.length > 0) await recordInDatabase(database, 'DatabaseMigrated', { applied: names })
    return names
  })
  if (flags.json) return printJson({ applied })
  await print(applied.length === 0 ? 'The database is at the newest version' : `Applied ${applied.join(', ')}`)
}

export async function migrateDown(flags: MigrateDownFlags): Promise<void> {
  const database = await getDatabase(flags)
  await requireDatabase(database)
  if (flags.yes !== true && !(await isConfirmed(flags))) return
  const undone = await explainDatabase(database, () => rollback(database, flags.all === true))
  if (flags.json) return printJson({ undone })
  await print(undone.length === 0 ? 'There is nothing to undo' : `Undone ${undone.join(', ')}`)
}

export async function showMigrations(flags: MigrateFlags): Promise<void> {
  const database = await getDatabase(flags)
  const { applied, pending } = await explainDatabase(database, () => migrationStatus(database))
  if (flags.json) return printJson({ applied, pending })
  await printTable(
    ['migration', 'state'],
    [...applied.map((name) => [name, 'applied']), ...pending.map((name) => [name, 'pending'])],
  )
}

async function getDatabase(flags: MigrateFlags): Promise<string> {
  return (await readConfiguration({ flags, environment: process.env, folder: process.cwd() })).database
}

async function isConfirmed({ all }: MigrateDownFlags): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new CommandError(
      'This loses what the migration holds; say --yes to do it without being asked',
      exitCode.usage,
    )
  }
  const { confirm } = await import('@inquirer/prompts')
  const message =
    all === true ? 'Undo all migrations, and lose all data?' : 'Undo the last migration, and lose what it holds?'
  return confirm({ message, default: false })
}
