import { InvalidArgumentError, type Command } from 'commander'

import type { ClientCreateFlags, ClientFlags, ClientRevokeFlags, ClientRotateFlags } from '../operator/clients.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

export function registerClient(program: Command): void {
  const client = program
    .command('client')
    .description('OAuth clients: providers that get access tokens by a secret, or by assertions of an issuer')
    .addHelpText(
      'after',
      examples('rolecall client create --provider entra', 'rolecall client list', 'rolecall client rotate CLIENT_ID'),
    )

  addClientOptions(client.command('create'))
    .description('Make a client with a secret, shown once; with --jwks-uri one that needs none')
    .option('--name <name>', 'what it is for')
    .option('--provider <name>', 'the identity provider that will use it, such as entra or okta (default: recognised)')
    .option('--strict', 'hold its requests to the RFCs and the SCIM Interoperability Profile by the letter')
    .option('--tolerance-off <name>', 'switch one tolerance off, again for more', collect)
    .option('--connection <id>', 'the SSO connection that its users sign in by (default: the only one)')
    .option('--token-lifetime <seconds>', 'how long its access tokens live, 3600 to 21600 (default: 3600)', toSeconds)
    .option(
      '--expires <date>',
      'a date within three years, whose end at 24:00 UTC ends the secret (default: in a year)',
    )
    .option('--jwks-uri <url>', 'where the keys of the issuer of its assertions are')
    .option('--issuer <iss>', 'the issuer of its assertions (default: the id of the client)')
    .option('--subject <sub>', 'their subject (default: the id of the client)')
    .option('--audience <aud>', 'their audience (default: this server)')
    .option('--tenant <tid>', 'their tenant (default: that of an issuer of Entra)')
    .addHelpText(
      'after',
      examples(
        'rolecall client create --provider entra --name "Entra ID" --expires 2028-12-31',
        'rolecall client create --provider entra --issuer https://login.microsoftonline.com/TENANT/v2.0 --jwks-uri https://login.microsoftonline.com/TENANT/discovery/v2.0/keys --subject OBJECT_ID --audience api://APP_ID/.default',
      ),
    )
    .action(async (flags: ClientCreateFlags) => {
      const { createNewClient } = await import('../operator/clients.ts')
      await createNewClient(flags)
    })

  addClientOptions(client.command('list'))
    .description('List the clients of an organization and what each proves itself by; never their secrets')
    .addHelpText('after', examples('rolecall client list', 'rolecall client list --organization "Acme GmbH" --json'))
    .action(async (flags: ClientFlags) => {
      const { listAllClients } = await import('../operator/clients.ts')
      await listAllClients(flags)
    })

  addClientOptions(client.command('rotate <id>'))
    .description('Give a client its next secret, shown once; those that it has go on until they are revoked')
    .option('--name <name>', 'what the secret is called')
    .option(
      '--expires <date>',
      'a date within three years, whose end at 24:00 UTC ends the secret (default: in a year)',
    )
    .addHelpText('after', examples('rolecall client rotate CLIENT_ID --expires 2028-12-31'))
    .action(async (id: string, flags: ClientRotateFlags) => {
      const { rotateClient } = await import('../operator/clients.ts')
      await rotateClient(id, flags)
    })

  addClientOptions(client.command('revoke <id>'))
    .description(
      'End a client and all of its tokens at once, or one of its credentials with those that it was good for',
    )
    .option('--credential <id>', 'the secret or trust to end; the client goes on')
    .addHelpText(
      'after',
      examples('rolecall client revoke CLIENT_ID', 'rolecall client revoke CLIENT_ID --credential CREDENTIAL_ID'),
    )
    .action(async (id: string, flags: ClientRevokeFlags) => {
      const { revokeOneClient } = await import('../operator/clients.ts')
      await revokeOneClient(id, flags)
    })
}

function addClientOptions(command: Command): Command {
  return addDatabaseOptions(command).option('--organization <id>', 'its id or name (default: the only one)')
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value]
}

function toSeconds(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('A number of seconds was expected.')
  return Number(value)
}
