import { defaultOrganizationSettings, type Organization } from '../directory/organization.ts'
import type { OperationServices } from '../change/operation-context.ts'

/** Makes an organization with default settings. */
export async function createOrganization(
  { newId, now, store }: Pick<OperationServices, 'newId' | 'now' | 'store'>,
  { name }: { readonly name: string },
): Promise<Organization> {
  const organization: Organization = { id: newId(), name, settings: defaultOrganizationSettings, created: now() }
  await store.organizations.insert(organization)
  return organization
}
