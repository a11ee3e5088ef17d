import { defaultOrganizationSettings, type NewOrganization } from '../directory/organization.ts'
import type { OperationServices } from '../change/operation-context.ts'

/**
 * Makes an organization if there is none yet; `undefined` if there is. Of several processes that start on
 * one empty database, one makes it.
 */
export async function createFirstOrganization(
  { newId, now, store }: Pick<OperationServices, 'newId' | 'now' | 'store'>,
  { name }: { readonly name: string },
): Promise<NewOrganization | undefined> {
  const organization: NewOrganization = { id: newId(), name, settings: defaultOrganizationSettings, created: now() }
  return (await store.organizations.insertFirst(organization)) ? organization : undefined
}
