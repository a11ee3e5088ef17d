import { InvalidArgumentError, type Command } from 'commander'

import type { LinkCreateFlags, LinkFlags } from '../operator/links.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

export function registerLink(program: Command): void {
  const link = program
    .command('link')
    .description('Sign-in links: each signs an owner in to the console once')
    .addHelpText('after', examples('rolecall link create', 'rolecall link list', 'rolecall link revoke LINK_ID'))

  addLinkOptions(link.command('create'))
    .description('Make a link and show it once')
    .option('--name <name>', 'whom or what it is for', 'Made on the server')
    .option('--minutes <minutes>', 'how long it waits to be used, at most 10080, a week (default: 60)', toMinutes)
    .addHelpText(
      'after',
      examples('rolecall link create', 'rolecall link create --organization "Acme GmbH" --name Ada --minutes 1440'),
    )
    .action(async (flags: LinkCreateFlags) => {
      const { createLink } = await import('../operator/links.ts')
      await createLink(flags)
    })

  addLinkOptions(link.command('list'))
    .description('List the links that wait, and those whose sign-in goes on; never their tokens')
    .addHelpText('after', examples('rolecall link list', 'rolecall link list --json'))
    .action(async (flags: LinkFlags) => {
      const { listLinks } = await import('../operator/links.ts')
      await listLinks(flags)
    })

  addLinkOptions(link.command('revoke <id>'))
    .description('End a link at once, and the sign-in that was begun by it')
    .addHelpText('after', examples('rolecall link revoke LINK_ID'))
    .action(async (id: string, flags: LinkFlags) => {
      const { revokeLink } = await import('../operator/links.ts')
      await revokeLink(id, flags)
    })
}

function addLinkOptions(command: Command): Command {
  return addDatabaseOptions(command).option('--organization <id>', 'its id or name (default: the only one)')
}

/** A week. */
const most = 10_080

function toMinutes(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) < 1 || Number(value) > most)
    throw new InvalidArgumentError(`A whole number of minutes from 1 to ${most} was expected.`)
  return Number(value)
}
