import { defaultOrganizationSettings, type Organization } from '../directory/organization.ts'
import type { OperationServices } from '../change/operation-context.ts'

/**
 * Makes an organization if there is none yet; `undefined` if there is. Of several processes that start on
 * one empty database, one makes it.
 */
export async function createFirstOrganization(
  { newId, now, store }: Pick<OperationServices, 'newId' | 'now' | 'store'>,
  { name }: { readonly name: string },
): Promise<Organization | undefined> {
  const organization: Organization = { id: newId(), name, settings: defaultOrganizationSettings, created: now() }
  return (await store.organizations.insertFirst(organization)) ? organization : undefined
}
