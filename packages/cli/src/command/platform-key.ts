import type { Command } from 'commander'

import type { PlatformKeyCreateFlags, PlatformKeyFlags } from '../operator/platform-keys.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

export function registerPlatformKey(program: Command): void {
  const key = program
    .command('platform-key')
    .description('Keys of the product that runs Rolecall for its customers: they make and change every organization')
    .addHelpText('after', examples('rolecall platform-key create', 'rolecall platform-key list'))

  addDatabaseOptions(key.command('create'))
    .description('Make a key for /api/platform and show it once')
    .option('--name <name>', 'what it is for', 'The product')
    .option('--expires <date>', 'a date, whose end at 24:00 UTC ends the key, or an instant')
    .addHelpText('after', examples('rolecall platform-key create --name "Our product" --expires 2030-01-31'))
    .action(async (flags: PlatformKeyCreateFlags) => {
      const { createKeyOfPlatform } = await import('../operator/platform-keys.ts')
      await createKeyOfPlatform(flags)
    })

  addDatabaseOptions(key.command('list'))
    .description('List the keys, revoked ones too; never their secrets')
    .addHelpText('after', examples('rolecall platform-key list --json'))
    .action(async (flags: PlatformKeyFlags) => {
      const { listKeysOfPlatform } = await import('../operator/platform-keys.ts')
      await listKeysOfPlatform(flags)
    })

  addDatabaseOptions(key.command('revoke <id>'))
    .description('End a key at once')
    .addHelpText('after', examples('rolecall platform-key revoke 0197c2c4-0000-7000-8000-000000000000'))
    .action(async (id: string, flags: PlatformKeyFlags) => {
      const { revokeKeyOfPlatform } = await import('../operator/platform-keys.ts')
      await revokeKeyOfPlatform(id, flags)
    })
}
