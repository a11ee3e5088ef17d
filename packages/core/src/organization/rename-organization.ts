import type { Organization } from '../directory/organization.ts'
import { change } from '../change/change.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { NotFound } from '../scim/errors.ts'

/** The organization as people know it. Throws NotFound. */
export async function readOrganization({ organizationId, store }: OperationContext): Promise<Organization> {
  const found = await store.organizations.find(organizationId)
  if (found !== undefined) return found
  throw new NotFound(`There is no organization with the id ${organizationId}`)
}

/** Gives the organization another name; its id, by which everything knows it, stays. */
export async function renameOrganization(context: OperationContext, name: string): Promise<Organization> {
  const before = await readOrganization(context)
  if (before.name === name) return before
  return change(context, async ({ record, tx }) => {
    await tx.setName(name)
    record('SettingsChanged', 'organization', { before: { name: before.name }, after: { name } })
    return { ...before, name }
  })
}
