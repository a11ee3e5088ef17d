import { apiKeyScopes, type ApiKeyScope } from '@rolecall/core/directory/api-key'
import { InvalidArgumentError, Option, type Command } from 'commander'

import type { KeyChangeFlags, KeyCreateFlags, KeyFlags } from '../operator/keys.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

export function registerKey(program: Command): void {
  const key = program
    .command('key')
    .description('API keys: what identity providers and owners authenticate with')
    .addHelpText(
      'after',
      examples('rolecall key create --scope scim', 'rolecall key list', 'rolecall key revoke KEY_ID'),
    )

  addKeyOptions(key.command('create'))
    .description('Make a key and show it once')
    .addOption(
      new Option('--scope <scope>', `what it may do, again for more: ${apiKeyScopes.join(', ')}`)
        .argParser(collectScope)
        .makeOptionMandatory(),
    )
    .option('--name <name>', 'what it is for')
    .option('--expires <date>', 'a date, whose end at 24:00 UTC ends the key, or an instant')
    .option('--connection <id>', 'the SSO connection that its users sign in by (default: the only one)')
    .option('--provider <name>', 'the identity provider that will use it, such as entra or okta (default: recognised)')
    .option('--strict', 'hold its requests to the RFCs and the SCIM Interoperability Profile by the letter')
    .option('--tolerance-off <name>', 'switch one tolerance off, again for more', collect)
    .addHelpText(
      'after',
      examples(
        'rolecall key create --scope scim --provider entra',
        'rolecall key create --scope scim --name "Entra ID" --expires 2030-01-31',
        'rolecall key create --scope organization --organization "Acme GmbH" --json',
      ),
    )
    .action(async (flags: KeyCreateFlags) => {
      const { createKey } = await import('../operator/keys.ts')
      await createKey(flags)
    })

  addKeyOptions(key.command('list'))
    .description('List the keys of an organization, revoked ones too; never their secrets')
    .addHelpText('after', examples('rolecall key list', 'rolecall key list --organization "Acme GmbH" --json'))
    .action(async (flags: KeyFlags) => {
      const { listKeys } = await import('../operator/keys.ts')
      await listKeys(flags)
    })

  addKeyOptions(key.command('change <id>'))
    .description('Name a key anew, or say which provider uses it and what that is forgiven; from its next request on')
    .option('--name <name>', 'what it is for')
    .option('--provider <name>', 'the identity provider that uses it; "recognised" leaves that to its requests')
    .option('--strict', 'hold its requests to the RFCs and the SCIM Interoperability Profile by the letter')
    .option('--no-strict', 'forgive what providers are known to send')
    .option('--tolerance-off <name>', 'switch one tolerance off, again for more', collect)
    .option('--tolerance-on <name>', 'switch one tolerance on again, again for more', collect)
    .addHelpText(
      'after',
      examples(
        'rolecall key change KEY_ID --provider entra',
        'rolecall key change KEY_ID --tolerance-off string-boolean --no-strict',
      ),
    )
    .action(async (id: string, flags: KeyChangeFlags) => {
      const { changeKey } = await import('../operator/keys.ts')
      await changeKey(id, flags)
    })

  addKeyOptions(key.command('revoke <id>'))
    .description('End a key at once')
    .addHelpText('after', examples('rolecall key revoke 0197c2c4-0000-7000-8000-000000000000'))
    .action(async (id: string, flags: KeyFlags) => {
      const { revokeKey } = await import('../operator/keys.ts')
      await revokeKey(id, flags)
    })
}

function addKeyOptions(command: Command): Command {
  return addDatabaseOptions(command).option('--organization <id>', 'its id or name (default: the only one)')
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value]
}

function collectScope(value: string, previous: readonly ApiKeyScope[] = []): readonly ApiKeyScope[] {
  const scope = apiKeyScopes.find((known) => known === value)
  if (scope === undefined) throw new InvalidArgumentError(`Scopes are ${apiKeyScopes.join(', ')}.`)
  return [...previous, scope]
}
