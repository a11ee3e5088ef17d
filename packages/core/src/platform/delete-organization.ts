import { change } from '../change/change.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { toOwnId } from '../directory/organization.ts'
import { behindAll } from '../directory/subscription.ts'
import { ConflictError } from '../errors.ts'
import { NotFound } from '../scim/errors.ts'
import { toEvent } from './platform-keys.ts'

/**
 * Deletes a suspended organization of which the caller has the last whole export, and that at once: nobody finds it any more, and
 * its id of the product is free. All that there is of it is taken away by a job. The hash of its last event stays beside all
 * organizations, so that an audit that was exported can be held against it. Throws NotFound, ConflictError.
 */
export async function deleteOrganization(context: OperationContext, digest: string): Promise<void> {
  const { organizationId, store } = context
  const [organization, exported] = await Promise.all([
    store.organizations.find(organizationId),
    store.organizations.readExport(organizationId),
  ])
  if (organization === undefined) throw new NotFound('There is no such organization any more')
  await change(context, async ({ tx }) => {
    if (tx.state.suspendedAt === null)
      throw new ConflictError('NOT_SUSPENDED', 'Only a suspended organization can be deleted: suspend it first')
    if (exported === null) throw exportNeeded('it was never exported to its end')
    if (exported.digest !== digest) throw exportNeeded('the digest is not that of its last export')
    // Refused keys and readers of the audit are written down there, and stop nobody.
    const [since] = await tx.events.list({ revision: exported.revision, index: behindAll }, 1)
    if (since !== undefined) throw exportNeeded('something has happened since its last export')
    const data = { id: toOwnId(organization), auditHead: await tx.events.getHead(), digest }
    await tx.setDeleted(
      toEvent(
        { newId: context.newId, now: () => tx.now },
        'OrganizationDeleted',
        `organizations/${organizationId}`,
        data,
        tx.cause,
      ),
    )
  })
  // Who follows the feed is told of it.
  context.commits.tell(organizationId)
}

function exportNeeded(why: string): ConflictError {
  return new ConflictError('EXPORT_NEEDED', `The organization can not be deleted: ${why}; export it, and try again`)
}
