import type { Command } from 'commander'

import type { ServeFlags } from '../serve/serve.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

export function registerServe(program: Command): void {
  addDatabaseOptions(program.command('serve'))
    .description('Serve SCIM and the management API; on an empty database make the first organization and its keys')
    .option('--port <port>', 'the port to listen on, 0 for a free one (default: 3000)')
    .option('--host <host>', 'the address to listen on, 0.0.0.0 for all (default: 127.0.0.1)')
    .option('--processes <number>', 'processes on the port, on PostgreSQL, such as one for each core (default: 1)')
    .option('--base-url <url>', 'where clients reach this server, such as https://rolecall.example.com')
    .option('--log-level <level>', 'debug, info, warn, error or silent (default: info)')
    .addHelpText(
      'after',
      examples(
        'rolecall serve',
        'rolecall serve --host 0.0.0.0 --base-url https://rolecall.example.com',
        'rolecall serve --database postgres://rolecall:secret@db/rolecall',
        'rolecall serve --database postgres://rolecall:secret@db/rolecall --processes 4',
        'rolecall serve --port 0 --json',
      ),
    )
    .action(async (flags: ServeFlags) => {
      const { serve } = await import('../serve/serve.ts')
      await serve(flags)
    })
}
