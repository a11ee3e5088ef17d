import type { Command } from 'commander'

/** The options of every command that works on the database itself. */
export function addDatabaseOptions(command: Command): Command {
  return command
    .option('--database <url>', 'sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE (default: sqlite:rolecall.db)')
    .option('--config <file>', 'the configuration file (default: rolecall.config.yaml, if it is there)')
    .option('--json', 'one line of JSON on stdout')
}
