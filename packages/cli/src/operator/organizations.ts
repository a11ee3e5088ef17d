import { createOrganization } from '@rolecall/core/organization/create-organization'

import { recordCreation } from './record-creation.ts'
import { printTable } from '../output/print-table.ts'
import { print, printJson } from '../output/print.ts'
import { withComposition } from './with-composition.ts'

/** As commander has parsed them. */
export interface OrganizationFlags {
  readonly database?: string
  readonly config?: string
  readonly json?: true
}

export async function createNamedOrganization(name: string, flags: OrganizationFlags): Promise<void> {
  const { created, id } = await withComposition(flags, async (services) => {
    const organization = await createOrganization(services, { name })
    await recordCreation(services, organization)
    return organization
  })
  if (flags.json) return printJson({ id, name, created })
  await print(`The organization "${name}" has the id ${id}`)
  await print(`Give its identity provider a key: rolecall key create --organization ${id} --scope scim`)
}

export async function listOrganizations(flags: OrganizationFlags): Promise<void> {
  const all = await withComposition(flags, ({ store }) => store.organizations.list())
  if (flags.json) return printJson(all.map(({ created, id, name }) => ({ id, name, created })))
  if (all.length === 0) return print('There is no organization yet; make one with: rolecall organization create NAME')
  await printTable(
    ['id', 'name', 'created'],
    all.map(({ created, id, name }) => [id, name, created]),
  )
}
