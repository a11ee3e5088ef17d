import type { Command } from 'commander'

import type { PluginFlags } from '../plugins/list-plugins.ts'
import { examples } from './examples.ts'

export function registerPlugin(program: Command): void {
  const plugin = program
    .command('plugin')
    .description('Which plugins run, what each contributes, and what is wrong with one, without a server')
    .addHelpText(
      'after',
      `${examples('rolecall plugin list', 'rolecall plugin check my-plugin.js')}

rolecall init --plugin NAME writes a first one.`,
    )

  addPluginOptions(plugin.command('list'))
    .description('What runs by the configuration, in its order, with what each contributes')
    .addHelpText(
      'after',
      `${examples('rolecall plugin list', 'rolecall plugin list --json')}

Exit code 1 where the server would not start with them.`,
    )
    .action(async (flags: PluginFlags) => {
      const { listPlugins } = await import('../plugins/list-plugins.ts')
      await listPlugins(flags)
    })

  addPluginOptions(plugin.command('check <file>'))
    .description('Check the plugin of a file (or of a package) beside the others of the configuration')
    .addHelpText(
      'after',
      `${examples('rolecall plugin check my-plugin.js', 'rolecall plugin check my-plugin.js --config rolecall.config.yaml --json')}

What is configured for it is that of the entry of the configuration which names the file. The plugins are set up and
closed again. Exit code 1 where something is wrong.`,
    )
    .action(async (file: string, flags: PluginFlags) => {
      const { checkPlugin } = await import('../plugins/check-plugin.ts')
      await checkPlugin(file, flags)
    })
}

function addPluginOptions(command: Command): Command {
  return command
    .option('--config <file>', 'the configuration file (default: rolecall.config.yaml, if it is there)')
    .option('--json', 'one line of JSON on stdout')
}
