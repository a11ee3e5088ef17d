import type { MemberDetail } from '../directory/member-view.ts'
import { ConflictError } from '../errors.ts'
import { ownerRole } from '../directory/role-catalogue.ts'
import { change } from '../change/change.ts'
import { standsByHand, toManualGrant } from '../roles/manual-grant.ts'
import { writeGrants } from '../roles/write-grants.ts'
import { getMember } from '../organization/find-member.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { viewMember } from '../organization/view-members.ts'

/**
 * Makes an active member an Owner by hand, for an organization that has none left: for the operator, on the server. Throws
 * NotFound, ConflictError (the member is inactive, so the role would not be in force).
 */
export async function recoverOwner(context: OperationContext, email: string): Promise<MemberDetail> {
  return change(context, async (scope) => {
    const { tx } = scope
    const user = await getMember(tx, email)
    if (!user.active) {
      throw new ConflictError(
        'INACTIVE_MEMBER',
        `${user.userName} is inactive, so the role would not be in force; name an active member, or make an emergency owner with: rolecall break-glass create`,
      )
    }
    const manual = await tx.grants.list({ userIds: [user.id], scope: 'organization', source: 'manual' })
    if (manual.some((grant) => grant.role === ownerRole && standsByHand(grant))) return viewMember(context, tx, user)
    await writeGrants(scope, {
      put: [toManualGrant(user.id, 'organization', ownerRole, tx.now)],
      deleted: manual.filter(({ role }) => role !== ownerRole),
    })
    return viewMember(context, tx, user)
  })
}
