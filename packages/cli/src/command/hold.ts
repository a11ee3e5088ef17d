import type { Command } from 'commander'

import type { HoldDecisionFlags } from '../hold/decide-hold.ts'
import type { HoldListFlags } from '../hold/print-holds.ts'
import { examples } from './examples.ts'
import { addServerOptions, type ServerFlags } from './server-options.ts'

export function registerHold(program: Command): void {
  const hold = program
    .command('hold')
    .description('What waits for an owner: taken names, changed groups, too many revocations')
    .addHelpText('after', examples('rolecall hold list', 'rolecall hold show HOLD_ID', 'rolecall hold approve HOLD_ID'))

  addServerOptions(hold.command('list'))
    .description('List the holds, newest first')
    .option('--state <state>', 'open, approved, rejected, expired, dissolved, or all', 'open')
    .addHelpText('after', examples('rolecall hold list', 'rolecall hold list --state all --json'))
    .action(async (flags: HoldListFlags) => {
      const { printHolds } = await import('../hold/print-holds.ts')
      await printHolds(flags)
    })

  addServerOptions(hold.command('show <id>'))
    .description('Show a hold with every role that it is about')
    .addHelpText('after', examples('rolecall hold show 0197c2c4-0000-7000-8000-000000000000'))
    .action(async (id: string, flags: ServerFlags) => {
      const { showHold } = await import('../hold/show-hold.ts')
      await showHold(id, flags)
    })

  addDecisionOptions(addServerOptions(hold.command('approve <id>')))
    .description('Put withheld roles in force, or let the revocations that wait happen')
    .addHelpText(
      'after',
      examples(
        'rolecall hold approve 0197c2c4-0000-7000-8000-000000000000',
        'rolecall hold approve 0197c2c4-0000-7000-8000-000000000000 --line uN0xq3wPZyT2vJ5kQm8rLA',
      ),
    )
    .action(async (id: string, flags: HoldDecisionFlags) => {
      const { decideHold } = await import('../hold/decide-hold.ts')
      await decideHold(id, 'approve', flags)
    })

  addDecisionOptions(addServerOptions(hold.command('reject <id>')))
    .description('Leave withheld roles withheld, or keep the roles that were to be taken away as manual ones')
    .addHelpText('after', examples('rolecall hold reject 0197c2c4-0000-7000-8000-000000000000'))
    .action(async (id: string, flags: HoldDecisionFlags) => {
      const { decideHold } = await import('../hold/decide-hold.ts')
      await decideHold(id, 'reject', flags)
    })
}

function addDecisionOptions(command: Command): Command {
  return command
    .option('--if-match <tag>', 'only if it is as hold show has shown it; without it, as it is when the command starts')
    .option('--line <id...>', 'these lines alone, the others go on waiting; for revocations beyond the limits')
}
