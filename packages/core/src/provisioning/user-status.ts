import type { ChangeScope } from '../change/operation-context.ts'
import type { UserRecord } from '../directory/member.ts'
import { isOver } from '../directory/grant.ts'
import { judgeGrant } from '../directory/resolve-roles.ts'
import type { Assignment } from '../plugin/assignment.ts'
import { statusSource } from '../roles/raise-finding.ts'
import { endGrants } from '../roles/end-grants.ts'
import type { RowsDecision } from '../roles/decide.ts'
import { recordGrantChange } from '../roles/record-grant-change.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'

/** The status that attributes give a user: `otherwise` where `active` is unassigned. */
export function toStatus({ active }: ResourceData, otherwise: boolean): boolean {
  return typeof active === 'boolean' ? active : otherwise
}

/** A request that does not name `active` keeps what the provider has said of it. */
export function withKeptActive(user: UserRecord, data: ResourceData): ResourceData {
  const { active: _, ...others } = data
  return user.data['active'] === undefined ? others : { ...others, active: user.active }
}

/**
 * What follows when a member's status has changed: the grants stay and are suspended, or come back.
 * Deactivation always takes effect, of the last Owner too; the owner guard then calls the organization
 * ownerless.
 */
export async function recordActivation(scope: ChangeScope, before: UserRecord, after: UserRecord): Promise<void> {
  const { tx } = scope
  scope.record(after.active ? 'MemberActivated' : 'MemberDeactivated', `users/${after.id}`)
  // They do not come back with the member: whoever was locked out signs in anew.
  if (!after.active) await tx.signIns.endOf(after.id)
  const grants = await tx.grants.list({ userIds: [after.id] })
  if (grants.length === 0) return
  const circumstances = await scope.circumstances()
  // What ended while it was suspended was not in force when it ended, and must not look so to the owner guard.
  if (after.active)
    await endGrants(
      scope,
      grants.filter((grant) => isOver(grant, tx.now)),
    )
  for (const grant of grants) {
    const now = judgeGrant(grant, after.active, circumstances)
    if (now.effective === judgeGrant(grant, before.active, circumstances).effective) continue
    recordGrantChange(scope, now.effective ? 'RoleResumed' : 'RoleSuspended', now)
  }
}

/**
 * Adds the finding `active-missing` to a decision: a user whose provider never says `active` counts as
 * active (such clients deprovision by DELETE). It goes as soon as a request names `active`.
 */
export function withStatusFindings(
  userId: string,
  request: { readonly operation: 'create' | 'replace' | 'patch'; readonly namesActive: boolean },
  decision: RowsDecision,
): RowsDecision {
  if (request.operation !== 'create' && !request.namesActive) return decision
  const sections = [...decision.sections, { name: statusSource, effects: new Set(['finding']) }]
  if (request.namesActive) return { ...decision, sections }
  return { ...decision, sections, assignments: [...decision.assignments, activeMissing(userId)] }
}

function activeMissing(userId: string): Assignment {
  return {
    effect: 'finding',
    subject: userId,
    rule: 'active-missing',
    source: statusSource,
    value: {
      code: 'active-missing',
      message: 'The provider does not send "active"; map it, or remove people by DELETE',
    },
  }
}
