import { setupLinkDays } from '@rolecall/core/access/setup-links'
import { InvalidArgumentError, Option, type Command } from 'commander'

import type { LinkCreateFlags, LinkFlags } from '../operator/links.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

export function registerLink(program: Command): void {
  const link = program
    .command('link')
    .description('Sign-in links, each of which signs an owner in once; and set-up links, by which a provider is set up')
    .addHelpText(
      'after',
      examples(
        'rolecall link create',
        'rolecall link create --setup --name "Ada of Globex"',
        'rolecall link list',
        'rolecall link revoke LINK_ID',
      ),
    )

  addLinkOptions(link.command('create'))
    .description('Make a link and show it once')
    .option('--name <name>', 'whom or what it is for', 'Made on the server')
    .option('--setup', 'a set-up link: it opens the set-up and the log and nothing else, as often as it is opened')
    .addOption(
      new Option('--days <days>', 'for how many days a set-up link is good, at most 30 (default: 7)')
        .argParser(toDays)
        .implies({ setup: true }),
    )
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

function toDays(value: string): number {
  if (!/^\d{1,2}$/.test(value) || Number(value) < 1 || Number(value) > setupLinkDays.most)
    throw new InvalidArgumentError(`A whole number of days from 1 to ${setupLinkDays.most} was expected.`)
  return Number(value)
}

/** A week. */
const most = 10_080

function toMinutes(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) < 1 || Number(value) > most)
    throw new InvalidArgumentError(`A whole number of minutes from 1 to ${most} was expected.`)
  return Number(value)
}
