import type { Command } from 'commander'

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

  addServerOptions(hold.command('approve <id>'))
    .description('Put withheld roles in force, or let the revocations that wait happen')
    .addHelpText('after', examples('rolecall hold approve 0197c2c4-0000-7000-8000-000000000000'))
    .action(async (id: string, flags: ServerFlags) => {
      const { decideHold } = await import('../hold/decide-hold.ts')
      await decideHold(id, 'approve', flags)
    })

  addServerOptions(hold.command('reject <id>'))
    .description('Leave withheld roles withheld, or keep the roles that were to be taken away as manual ones')
    .addHelpText('after', examples('rolecall hold reject 0197c2c4-0000-7000-8000-000000000000'))
    .action(async (id: string, flags: ServerFlags) => {
      const { decideHold } = await import('../hold/decide-hold.ts')
      await decideHold(id, 'reject', flags)
    })
}
