import { Option, type Command } from 'commander'

import type { DemoFlags } from '../demo/demo.ts'
import { examples } from './examples.ts'

export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('Show the whole way on a temporary database: a simulated Entra ID provisions, a mapping gives roles')
    .option('--users <number>', 'how many people', '200')
    .option('--groups <number>', 'how many groups', '30')
    .option('--seed <number>', 'another number, other people', '42')
    .addOption(
      new Option('--auth <how>', 'how the provider proves who it is')
        .choices(['token', 'client-credentials', 'federation', 'private-key-jwt'])
        .default('token'),
    )
    .option('--json', 'one line of JSON on stdout')
    .addHelpText(
      'after',
      examples(
        'rolecall demo',
        'rolecall demo --users 1000 --groups 50',
        'rolecall demo --auth federation',
        'rolecall demo --json',
      ),
    )
    .action(async (flags: DemoFlags) => {
      const { demo } = await import('../demo/demo.ts')
      await demo(flags)
    })
}
