import type { Command } from 'commander'

/** Which server a command speaks to, and how it answers; as commander has parsed it. */
export interface ServerFlags {
  readonly url?: string
  readonly key?: string
  readonly config?: string
  readonly json?: true
}

/** The options of every command that speaks to a server by HTTP. */
export function addServerOptions(command: Command): Command {
  return command
    .option('--url <url>', 'the server, such as http://127.0.0.1:3000')
    .option('--key <key>', 'an owner key (scope organization); ROLECALL_KEY keeps it out of the list of processes')
    .option('--config <file>', 'the configuration file (default: rolecall.config.yaml, if it is there)')
    .option('--json', 'one line of JSON on stdout')
}
