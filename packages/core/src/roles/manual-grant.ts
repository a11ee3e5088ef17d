import type { Grant, GrantScope } from '../directory/grant.ts'

/** A grant that a person makes, without an end unless one is kept; sync never touches it. */
export function toManualGrant(
  userId: string,
  scope: GrantScope,
  role: string,
  now: string,
  expiresAt: string | null = null,
): Grant {
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
    expiresAt,
    since: now,
  }
}

/** Whether a manual grant stands as a person sets it: without an end, and not by the owner guard alone. */
export function standsByHand({ desired, expiresAt, hold }: Grant): boolean {
  return desired && expiresAt === null && hold === null
}
