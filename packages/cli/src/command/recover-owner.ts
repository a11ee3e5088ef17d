import type { Command } from 'commander'

import type { RecoverOwnerFlags } from '../operator/recover-owner.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

export function registerRecoverOwner(program: Command): void {
  addDatabaseOptions(program.command('recover-owner'))
    .description('Make an active member an Owner by hand, for an organization that has lost its last one')
    .requiredOption('--email <address>', 'who')
    .option('--organization <id>', 'its id or name (default: the only one)')
    .addHelpText('after', examples('rolecall recover-owner --email ann@example.com'))
    .action(async (flags: RecoverOwnerFlags) => {
      const { recoverOwnerOf } = await import('../operator/recover-owner.ts')
      await recoverOwnerOf(flags)
    })
}
