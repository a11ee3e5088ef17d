import type { Command } from 'commander'

import type { ConnectionChangeFlags, ConnectionCreateFlags, ConnectionFlags } from '../operator/connections.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

const secretFile = 'a file with the client secret at the issuer; - for standard input'

export function registerConnection(program: Command): void {
  const connection = program
    .command('connection')
    .description('SSO connections: OpenID Connect issuers by which people sign in')
    .addHelpText('after', examples('rolecall connection list', 'rolecall connection change CONNECTION_ID --no-console'))

  addConnectionOptions(connection.command('create'))
    .description('Make a connection, and say what is typed in at the provider')
    .requiredOption('--issuer <iss>', 'the issuer, exactly as the provider writes it')
    .requiredOption('--client-id <id>', 'the id of the client at the issuer, which is the audience of its ID tokens')
    .requiredOption('--claim <name>', 'the claim that is equal to externalId: oid for Entra, sub for Okta')
    .option('--name <name>', 'what it is called (default: the host of the issuer)')
    .option('--jwks-uri <url>', "where the issuer's keys are (default: what its configuration says)")
    .option('--client-secret-file <file>', `${secretFile} (default: a public client with PKCE)`)
    .option('--console', 'let Owners sign in to the console by it')
    .addHelpText(
      'after',
      examples(
        'rolecall connection create --issuer https://login.microsoftonline.com/TENANT/v2.0 --client-id CLIENT_ID --claim oid --console --client-secret-file secret.txt',
      ),
    )
    .action(async (flags: ConnectionCreateFlags) => {
      const { createNewConnection } = await import('../operator/connections.ts')
      await createNewConnection(flags)
    })

  addConnectionOptions(connection.command('list'))
    .description('List the connections of an organization; never their secrets')
    .addHelpText('after', examples('rolecall connection list --json'))
    .action(async (flags: ConnectionFlags) => {
      const { listAllConnections } = await import('../operator/connections.ts')
      await listAllConnections(flags)
    })

  addConnectionOptions(connection.command('change <id>'))
    .description('Change the name of a connection, its client secret, or whether it opens the console')
    .option('--name <name>', 'what it is called')
    .option('--console', 'let Owners sign in to the console by it')
    .option('--no-console', 'let nobody; whoever has signed in by it is let in no more')
    .option('--client-secret-file <file>', secretFile)
    .option('--no-client-secret', 'make it a public client')
    .addHelpText('after', examples('rolecall connection change CONNECTION_ID --console'))
    .action(async (id: string, flags: ConnectionChangeFlags) => {
      const { changeOneConnection } = await import('../operator/connections.ts')
      await changeOneConnection(id, flags)
    })

  addConnectionOptions(connection.command('delete <id>'))
    .description('Delete a connection; nobody signs in by it any more')
    .addHelpText('after', examples('rolecall connection delete CONNECTION_ID'))
    .action(async (id: string, flags: ConnectionFlags) => {
      const { deleteOneConnection } = await import('../operator/connections.ts')
      await deleteOneConnection(id, flags)
    })
}

function addConnectionOptions(command: Command): Command {
  return addDatabaseOptions(command).option('--organization <id>', 'its id or name (default: the only one)')
}
