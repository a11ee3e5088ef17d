import type { Command } from 'commander'

import type { BreakGlassCreateFlags, BreakGlassFlags, BreakGlassRevokeFlags } from '../operator/break-glass.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

export function registerBreakGlass(program: Command): void {
  const breakGlass = program
    .command('break-glass')
    .description('Owners for emergencies, whom neither the identity provider nor the mapping can touch')
    .addHelpText(
      'after',
      examples(
        'rolecall break-glass create --email emergency@example.com',
        'rolecall break-glass list',
        'rolecall break-glass revoke --email emergency@example.com',
      ),
    )

  addBreakGlassOptions(breakGlass.command('create'))
    .description('Make an emergency owner')
    .requiredOption('--email <address>', 'an address of its own, not of somebody whom the provider manages')
    .option('--subject <subject>', 'the subject of the SSO tokens that this owner signs in by')
    .option('--connection <id>', 'the SSO connection of the subject (default: the only one)')
    .option('--expires <date>', 'a date, whose end at 24:00 UTC ends the role, or an instant')
    .addHelpText(
      'after',
      examples(
        'rolecall break-glass create --email emergency@example.com',
        'rolecall break-glass create --email emergency@example.com --subject 3f1c… --expires 2030-01-31',
      ),
    )
    .action(async (flags: BreakGlassCreateFlags) => {
      const { createOwner } = await import('../operator/break-glass.ts')
      await createOwner(flags)
    })

  addBreakGlassOptions(breakGlass.command('list'))
    .description('List the emergency owners')
    .addHelpText('after', examples('rolecall break-glass list'))
    .action(async (flags: BreakGlassFlags) => {
      const { listOwners } = await import('../operator/break-glass.ts')
      await listOwners(flags)
    })

  addBreakGlassOptions(breakGlass.command('revoke'))
    .description('End the role and the sign-in of an emergency owner')
    .requiredOption('--email <address>', 'who')
    .addHelpText('after', examples('rolecall break-glass revoke --email emergency@example.com'))
    .action(async (flags: BreakGlassRevokeFlags) => {
      const { revokeOwner } = await import('../operator/break-glass.ts')
      await revokeOwner(flags)
    })
}

function addBreakGlassOptions(command: Command): Command {
  return addDatabaseOptions(command).option('--organization <id>', 'its id or name (default: the only one)')
}
