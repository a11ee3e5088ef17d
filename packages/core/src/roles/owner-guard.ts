import type { OwnerGrant } from '../directory/owner-grant.ts'
import { ConflictError } from '../errors.ts'
import type { Cause } from '../plugin/event.ts'
import { isEffective, grantKey, grantState, type Grant } from '../directory/grant.ts'

/** What the guard says after a change of owners. */
export interface GuardVerdict {
  /** The one grant that stays in force though the facts no longer give it. */
  readonly retain: Grant | null
  /** Retained grants that are no longer needed. */
  readonly release: readonly Grant[]
  /** How the organization changed: it lost its last effective Owner, or has one again. */
  readonly became: 'ownerless' | 'owned' | null
}

/** The owners before and after a change, and who is an active member after it. */
export interface OwnerChange {
  readonly before: readonly OwnerGrant[]
  readonly after: readonly OwnerGrant[]
  readonly isActiveAfter: (userId: string) => boolean
  readonly cause: Pick<Cause, 'kind'>
  /** Now (RFC 3339, UTC). */
  readonly now: string
}

/**
 * The owner guard: once an organization has an effective Owner, the set of its effective Owners
 * becomes empty only by deactivating or deleting the last one. What a provider or a date does is
 * answered by retaining one grant; what a person does is refused.
 *
 * Who was an Owner is what was told last: a role whose time has ended is there until its end is told, be it by the job of
 * that instant or by a write that comes before it.
 */
export function guardOwnerChange(change: OwnerChange): GuardVerdict {
  const { before, after, isActiveAfter, cause, now } = change
  const told = before.filter(isToldOwner)
  const effectiveAfter = after.filter((owner) => isEffectiveOwner(owner, now))
  if (effectiveAfter.length > 0) {
    const became = told.length === 0 ? 'owned' : null
    return { retain: null, release: releasable(after, effectiveAfter), became }
  }
  const losers = told.filter(({ grant }) => isActiveAfter(grant.userId))
  if (losers.length === 0) {
    return { retain: null, release: [], became: told.length > 0 ? 'ownerless' : null }
  }
  const inForce = losers.filter((owner) => isEffectiveOwner(owner, now))
  const byTime = inForce.length === 0 && !losers.some(({ grant }) => isTakenByHand(grant, after))
  if (cause.kind === 'scim' || cause.kind === 'job' || byTime) {
    return { retain: firstOf(inForce.length > 0 ? inForce : losers), release: [], became: null }
  }
  throw new ConflictError(
    'LAST_OWNER',
    'This would leave the organization without an Owner. Make another active member an Owner first: by a manual role, or by a mapping entry of type organizationOwner with a group that has an active member',
  )
}

/** Whether this grant makes its member an Owner now. */
export function isEffectiveOwner({ grant, memberActive }: OwnerGrant, now: string): boolean {
  return isEffective(
    grantState(grant, { memberActive, teamExists: true, teamAuthoritative: false, roleKnown: true, now }),
  )
}

/**
 * Whether this grant was told to make its member an Owner, and its end has not been told yet. A grant that was over when it
 * was made never was in force.
 */
function isToldOwner(owner: OwnerGrant): boolean {
  return isEffectiveOwner(owner, owner.grant.since)
}

/** Sync takes its own rows away; a grant that a person made goes by a person, who is told to make another Owner first. */
function isTakenByHand(grant: Grant, after: readonly OwnerGrant[]): boolean {
  if (grant.source === 'mapping') return false
  const key = grantKey(grant)
  return !after.some((owner) => grantKey(owner.grant) === key)
}

/** Retained grants are dissolved as soon as the facts, or a person, make anybody an Owner. */
function releasable(all: readonly OwnerGrant[], effective: readonly OwnerGrant[]): Grant[] {
  if (!effective.some(({ grant }) => grant.desired)) return []
  return all.map(({ grant }) => grant).filter(isRetainedByGuard)
}

/** What the brake retains is none of the guard's: an owner, or time, decides about it. */
function isRetainedByGuard({ desired, hold, holdId }: Grant): boolean {
  return hold === 'retained' && holdId === null && !desired
}

/** The one that stands longest; of equals the lowest user id, so that the order of writes decides nothing. */
function firstOf(owners: readonly OwnerGrant[]): Grant {
  const sorted = owners
    .map(({ grant }) => grant)
    .sort(
      (a, b) =>
        compare(a.since, b.since) ||
        compare(a.userId, b.userId) ||
        compare(a.ruleId, b.ruleId) ||
        compare(a.groupId, b.groupId),
    )
  return sorted[0] as Grant
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
