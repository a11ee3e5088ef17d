import type { Command } from 'commander'

import type { MigrateDownFlags, MigrateFlags } from '../operator/migrate.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

export function registerMigrate(program: Command): void {
  const migrate = program
    .command('migrate')
    .description('The version of the database; a migration is done wholly or not at all')
    .addHelpText('after', examples('rolecall migrate status', 'rolecall migrate up', 'rolecall migrate down'))

  addDatabaseOptions(migrate.command('up'))
    .description('Bring the database to the newest version; several processes may do it at once')
    .addHelpText(
      'after',
      examples('rolecall migrate up', 'rolecall migrate up --database postgres://rolecall:secret@db/rolecall'),
    )
    .action(async (flags: MigrateFlags) => {
      const { migrateUp } = await import('../operator/migrate.ts')
      await migrateUp(flags)
    })

  addDatabaseOptions(migrate.command('down'))
    .description('Undo the last migration, and lose what it holds')
    .option('--all', 'undo all of them, which empties the database')
    .option('--yes', 'do not ask')
    .addHelpText('after', examples('rolecall migrate down', 'rolecall migrate down --all --yes'))
    .action(async (flags: MigrateDownFlags) => {
      const { migrateDown } = await import('../operator/migrate.ts')
      await migrateDown(flags)
    })

  addDatabaseOptions(migrate.command('status'))
    .description('List what has been applied and what is pending')
    .addHelpText('after', examples('rolecall migrate status', 'rolecall migrate status --json'))
    .action(async (flags: MigrateFlags) => {
      const { showMigrations } = await import('../operator/migrate.ts')
      await showMigrations(flags)
    })
}
