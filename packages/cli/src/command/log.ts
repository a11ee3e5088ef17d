import type { Command } from 'commander'

import type { LogFlags } from '../provisioning-log/print-log.ts'
import { examples } from './examples.ts'
import { addServerOptions } from './server-options.ts'

export function registerLog(program: Command): void {
  addServerOptions(program.command('log'))
    .description('What identity providers sent, newest last, from a server that runs')
    .option('--outcome <outcome>', 'success, refused or failed')
    .option('--status <status>', 'an HTTP status')
    .option('--method <method>', 'an HTTP method')
    .option('--resource <resource>', 'a type (User, Group, Bulk) or the id of a resource')
    .option('--key-id <id>', 'the id of the API key')
    .option('--request-id <id>', 'the X-Request-Id of the answer')
    .option('--tolerance <name>', 'a tolerance that was needed')
    .option('--left-out', 'answered 2xx though something of it was not done')
    .option('--from <instant>', 'from this instant on')
    .option('--to <instant>', 'before this instant')
    .option('--text <text>', 'in the path, the error or the body')
    .option('--limit <number>', 'at most so many', '50')
    .option('--follow', 'go on with what comes, until interrupted')
    .addHelpText(
      'after',
      `${examples('rolecall log --outcome refused', 'rolecall log --resource Group --follow', 'rolecall log --json --from 2026-01-31')}

With --json one line for each request, with the bodies as they are kept.`,
    )
    .action(async (flags: LogFlags) => {
      const { printLog } = await import('../provisioning-log/print-log.ts')
      await printLog(flags)
    })
}
