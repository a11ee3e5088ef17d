import type { Command } from 'commander'

import type { OrganizationFlags } from '../operator/organizations.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

export function registerOrganization(program: Command): void {
  const organization = program
    .command('organization')
    .description('Organizations: each has members, teams, roles, a mapping and keys of its own')
    .addHelpText('after', examples('rolecall organization list', 'rolecall organization create "Acme GmbH"'))

  addDatabaseOptions(organization.command('create <name>'))
    .description('Make an organization with default settings')
    .addHelpText(
      'after',
      examples('rolecall organization create "Acme GmbH"', 'rolecall organization create Acme --json'),
    )
    .action(async (name: string, flags: OrganizationFlags) => {
      const { createNamedOrganization } = await import('../operator/organizations.ts')
      await createNamedOrganization(name, flags)
    })

  addDatabaseOptions(organization.command('list'))
    .description('List all organizations')
    .addHelpText('after', examples('rolecall organization list', 'rolecall organization list --json'))
    .action(async (flags: OrganizationFlags) => {
      const { listOrganizations } = await import('../operator/organizations.ts')
      await listOrganizations(flags)
    })
}
