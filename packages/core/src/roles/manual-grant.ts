import type { Grant, GrantScope } from '../directory/grant.ts'

/** A grant that a person makes; sync never touches it. */
export function toManualGrant(userId: string, scope: GrantScope, role: string, now: string): Grant {
  return {
    userId,
    scope,
    role,
    source: 'manual',
    ruleId: '',
    groupId: '',
    mappingVersion: null,
    desired: true,
    hold: null,
    holdId: null,
    expiresAt: null,
    since: now,
  }
}
