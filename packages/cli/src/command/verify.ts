import type { Command } from 'commander'

import type { VerifyFlags } from '../operator/verify.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

export function registerVerify(program: Command): void {
  addDatabaseOptions(program.command('verify'))
    .description(
      'Compute every derived role from the facts and compare with what is stored; exit code 1 for differences',
    )
    .option('--organization <id>', 'its id or name (default: all)')
    .option('--repair', 'decide what differs again, and what changes have left undecided')
    .addHelpText(
      'after',
      examples('rolecall verify', 'rolecall verify --repair', 'rolecall verify --organization "Acme GmbH" --json'),
    )
    .action(async (flags: VerifyFlags) => {
      const { verify } = await import('../operator/verify.ts')
      await verify(flags)
    })
}
