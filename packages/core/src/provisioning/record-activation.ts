import type { UserRecord } from '../directory/member.ts'
import { judgeGrant } from '../directory/resolve-roles.ts'
import type { ChangeScope } from '../change/change-scope.ts'
import { recordGrantChange } from '../roles/record-grant-change.ts'

/**
 * What follows when a member's status has changed: the grants stay and are suspended, or come back.
 * Deactivation always takes effect, of the last Owner too; the owner guard then calls the organization
 * ownerless.
 */
export async function recordActivation(scope: ChangeScope, before: UserRecord, after: UserRecord): Promise<void> {
  const { tx } = scope
  scope.record(after.active ? 'MemberActivated' : 'MemberDeactivated', `users/${after.id}`)
  const grants = await tx.grants.list({ userIds: [after.id] })
  if (grants.length === 0) return
  const circumstances = await scope.circumstances()
  for (const grant of grants) {
    const now = judgeGrant(grant, after.active, circumstances)
    if (now.effective === judgeGrant(grant, before.active, circumstances).effective) continue
    recordGrantChange(scope, now.effective ? 'RoleResumed' : 'RoleSuspended', now)
  }
}
