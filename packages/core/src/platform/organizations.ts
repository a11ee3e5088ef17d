import { change } from '../change/change.ts'
import type { OperationContext, OperationServices } from '../change/operation-context.ts'
import type { Organization } from '../directory/organization.ts'
import { renameOrganization } from '../organization/rename-organization.ts'
import { NotFound } from '../scim/errors.ts'

/** The organization that the product calls so; one that the operator made has its own id. Throws NotFound. */
export async function getOrganization(
  { store }: Pick<OperationServices, 'store'>,
  ownId: string,
): Promise<Organization> {
  const organization = await store.organizations.findOwn(ownId)
  if (organization === undefined) throw new NotFound(`There is no organization with the id ${ownId}`)
  return organization
}

/** What of an organization may change; what is left out stays. */
export interface OrganizationChange {
  readonly name?: string
  readonly suspended?: boolean
}

/** Renames, suspends and resumes as one change. */
export async function changeOrganization(
  context: OperationContext,
  { name, suspended }: OrganizationChange,
): Promise<void> {
  await change(context, async (scope) => {
    const within = { ...context, within: scope }
    if (name !== undefined) await renameOrganization(within, name)
    if (suspended === true) await suspendOrganization(within)
    if (suspended === false) await resumeOrganization(within)
  })
}

/**
 * Lets nobody in any more, by whatever key, token or sign-in, from the next request on everywhere; nothing is lost. What was
 * begun goes on: events are delivered, roles end.
 */
async function suspendOrganization(context: OperationContext): Promise<void> {
  await change(context, async ({ record, tx }) => {
    if (tx.state.suspendedAt !== null) return
    await tx.setSuspended(tx.now)
    record('OrganizationSuspended', `organizations/${context.organizationId}`, {})
  })
}

/** Lets all in again whom nothing else keeps out. */
async function resumeOrganization(context: OperationContext): Promise<void> {
  await change(context, async ({ record, tx }) => {
    const { suspendedAt } = tx.state
    if (suspendedAt === null) return
    await tx.setSuspended(null)
    record('OrganizationResumed', `organizations/${context.organizationId}`, { suspendedAt })
  })
}
