import type { Command } from 'commander'

import type { DoctorFlags } from '../doctor/doctor.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

export function registerDoctor(program: Command): void {
  addDatabaseOptions(program.command('doctor'))
    .description('Look at configuration, database, address, keys, mapping and what the provider sends; say what to do')
    .option('--base-url <url>', 'where clients reach the server, such as https://rolecall.example.com')
    .option(
      '--client <id>',
      "the OAuth client as which Entra's test of the connection is replayed, by a secret that ends with it",
    )
    .addHelpText(
      'after',
      `${examples('rolecall doctor', 'rolecall doctor --json', 'rolecall doctor --client CLIENT_ID')}

Exit code 1 where something is wrong; warnings alone are 0.`,
    )
    .action(async (flags: DoctorFlags) => {
      const { doctor } = await import('../doctor/doctor.ts')
      await doctor(flags)
    })
}
