import type { JudgedGrant } from '../directory/resolve-roles.ts'
import type { EventType } from '../plugin/event.ts'
import type { ChangeScope } from './change-scope.ts'

/** What happened to one grant, with its state as it then was. */
export function recordGrantChange(
  scope: ChangeScope,
  type: Extract<
    EventType,
    'RoleGranted' | 'RoleRevoked' | 'RoleSuspended' | 'RoleResumed' | 'RoleHeld' | 'RoleReleased' | 'OwnerRetained'
  >,
  { grant, state, effective }: JudgedGrant,
): void {
  scope.record(type, `users/${grant.userId}`, {
    scope: grant.scope,
    role: grant.role,
    source: grant.source,
    state,
    effective,
    rule: grant.ruleId === '' ? null : grant.ruleId,
    groupId: grant.groupId === '' ? null : grant.groupId,
    mappingVersion: grant.mappingVersion,
    expiresAt: grant.expiresAt,
    holdId: grant.holdId,
  })
}
