import { defaultOrganizationSettings, type NewOrganization } from '../directory/organization.ts'
import type { OperationServices } from '../change/operation-context.ts'

/** Makes an organization with default settings. */
export async function createOrganization(
  { newId, now, store }: Pick<OperationServices, 'newId' | 'now' | 'store'>,
  { name }: { readonly name: string },
): Promise<NewOrganization> {
  const organization: NewOrganization = { id: newId(), name, settings: defaultOrganizationSettings, created: now() }
  await store.organizations.insert(organization)
  return organization
}
