import { Option, type Command } from 'commander'

import type { InitFlags } from '../init/ask-for-settings.ts'
import { examples } from './examples.ts'

export function registerInit(program: Command): void {
  program
    .command('init [folder]')
    .description('Write rolecall.config.yaml and a first mapping.yaml; on a terminal, ask what is not given')
    .option('--database <url>', 'sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE (default: sqlite:rolecall.db)')
    .option('--port <port>', 'the port to listen on (default: 3000)')
    .option('--base-url <url>', 'where clients will reach the server, such as https://rolecall.example.com')
    .option('--owner-group <name>', 'the group whose members own the organization (default: rolecall_owners)')
    .addOption(
      new Option(
        '--plugin <name>',
        'write a first plugin of that name and its test instead; never over files that are there',
      ).conflicts(['database', 'port', 'baseUrl', 'ownerGroup', 'force']),
    )
    .option('--force', 'write over files that are there')
    .option('--json', 'one line of JSON on stdout; asks nothing')
    .addHelpText(
      'after',
      examples(
        'rolecall init',
        'rolecall init --plugin work-mail',
        'rolecall init rolecall --database postgres://rolecall:secret@db/rolecall --base-url https://rolecall.example.com',
      ),
    )
    .action(async (folder: string | undefined, flags: InitFlags & { readonly plugin?: string }) => {
      if (flags.plugin !== undefined) {
        const { initPlugin } = await import('../init/init-plugin.ts')
        return initPlugin(folder ?? '.', flags.plugin, flags.json === true)
      }
      const { init } = await import('../init/init.ts')
      await init(folder ?? '.', flags)
    })
}
