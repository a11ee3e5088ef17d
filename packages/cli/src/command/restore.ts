import type { Command } from 'commander'

import type { RestoreFlags } from '../operator/restore.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

export function registerRestore(program: Command): void {
  addDatabaseOptions(program.command('restore <file>'))
    .description('Bring a backup of a SQLite database into its place, checked; the server must be stopped')
    .option('--replace', 'also where a database stands, which is kept beside it')
    .addHelpText(
      'after',
      examples('rolecall restore rolecall-2030-01-31.db', 'rolecall restore /backups/rolecall.db --replace --json'),
    )
    .action(async (file: string, flags: RestoreFlags) => {
      const { restore } = await import('../operator/restore.ts')
      await restore(file, flags)
    })
}
