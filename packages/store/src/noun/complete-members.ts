import type { MembershipScope, DecidingMembership } from '@rolecall/core/store/members'
import type { Binding } from '@rolecall/core/store/bindings'
import { compareCodePoints } from '@rolecall/core/scim/compare-code-points'

import type { AddedMember, OwnMembers } from './own-memberships.ts'

/** What is asked of memberships that a decision needs, and the bindings of the group that has changed, as they are to be. */
interface AskedMemberships {
  readonly userIds: readonly string[]
  readonly scope: MembershipScope
  readonly bindings: readonly Binding[]
}

/**
 * Memberships as they are to be, of those that the database has and what it has not seen. It may have seen it meanwhile, and then
 * nothing is left to do.
 */
export function completeDeciding(
  stored: readonly DecidingMembership[],
  own: OwnMembers,
  { bindings, scope, userIds }: AskedMemberships,
): DecidingMembership[] {
  const left = stored.filter(({ groupId, value }) => groupId !== own.groupId || !isRemoved(own, value))
  const asked = new Set(userIds)
  const known = new Set(left.filter(({ groupId }) => groupId === own.groupId).map(({ userId }) => userId))
  const coming = own.added.filter(({ userId }) => userId !== null && asked.has(userId) && !known.has(userId))
  if (coming.length === 0) return left
  const names = namesOf(own.groupId, bindings, scope)
  const added = coming.flatMap((member) => names.map((name) => toDeciding(own.groupId, member, name)))
  return [...left, ...added].sort(inOrder)
}

/** Of `all` that were there those are left which have been seen since. */
function isRemoved({ added, removed }: OwnMembers, value: string): boolean {
  return removed === 'all' ? !added.some((member) => member.value === value) : removed.has(value)
}

type Name = Pick<DecidingMembership, 'nameKey' | 'state'>

const withoutName: Name = { nameKey: null, state: null }

/** One row for each name, and one without where the group is asked for as itself. */
function namesOf(groupId: string, bindings: readonly Binding[], scope: MembershipScope): readonly Name[] {
  const names = bindings.map(({ nameKey, state }) => ({ nameKey, state }))
  const alone = scope.all ? names.length === 0 : scope.groupIds.includes(groupId)
  return alone ? [withoutName, ...names] : names
}

function toDeciding(groupId: string, { type, userId, value }: AddedMember, name: Name): DecidingMembership {
  return { userId: userId ?? '', groupId, value, type, ...name }
}

/** By user, group and name, as the database has them. */
function inOrder(one: DecidingMembership, other: DecidingMembership): number {
  return (
    compareCodePoints(one.userId, other.userId) ||
    compareCodePoints(one.groupId, other.groupId) ||
    compareCodePoints(one.nameKey ?? '', other.nameKey ?? '')
  )
}
