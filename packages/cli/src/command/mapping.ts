import type { Command } from 'commander'

import { examples } from './examples.ts'
import { addServerOptions, type ServerFlags } from './server-options.ts'

/** As commander has parsed them. */
export interface MappingPutFlags extends ServerFlags {
  readonly ifMatch?: string
}

export function registerMapping(program: Command): void {
  const mapping = program
    .command('mapping')
    .description('The mapping of SCIM groups to roles, on a server that runs')
    .addHelpText(
      'after',
      `${examples('rolecall mapping get > mapping.yaml', 'rolecall mapping check mapping.yaml', 'rolecall mapping put mapping.yaml')}

The server and an owner key come from --url and --key, ROLECALL_URL and ROLECALL_KEY, or server: in the configuration.`,
    )

  addServerOptions(mapping.command('get'))
    .description('Print the mapping as it was written')
    .addHelpText('after', examples('rolecall mapping get > mapping.yaml', 'rolecall mapping get --json'))
    .action(async (flags: ServerFlags) => {
      const { getMapping } = await import('../mapping/get-mapping.ts')
      await getMapping(flags)
    })

  addServerOptions(mapping.command('put <file>'))
    .description('Make a file (- for stdin) the current mapping; every role it concerns changes with it')
    .option('--if-match <version>', 'only if this version is the current one')
    .addHelpText(
      'after',
      examples('rolecall mapping put mapping.yaml', 'rolecall mapping put mapping.yaml --if-match 3'),
    )
    .action(async (file: string, flags: MappingPutFlags) => {
      const { putMapping } = await import('../mapping/put-mapping.ts')
      await putMapping(file, flags)
    })

  addServerOptions(mapping.command('check <file>'))
    .description('Check a file (- for stdin) against the organization as it is; exit code 1 for errors')
    .addHelpText('after', examples('rolecall mapping check mapping.yaml', 'rolecall mapping check - < mapping.yaml'))
    .action(async (file: string, flags: ServerFlags) => {
      const { checkMapping } = await import('../mapping/check-mapping.ts')
      await checkMapping(file, flags)
    })
}
