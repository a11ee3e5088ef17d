import type { Command } from 'commander'

import type { BackupFlags } from '../operator/back-up.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

export function registerBackup(program: Command): void {
  addDatabaseOptions(program.command('backup <file>'))
    .description('Copy a SQLite database to a new file while it is served; for PostgreSQL use pg_dump')
    .addHelpText(
      'after',
      examples('rolecall backup rolecall-2030-01-31.db', 'rolecall backup /backups/rolecall.db --json'),
    )
    .action(async (file: string, flags: BackupFlags) => {
      const { backUp } = await import('../operator/back-up.ts')
      await backUp(file, flags)
    })
}
