import type { DecidingMembership, MembershipScope } from '@rolecall/core/store/members'

import { groupBy } from '../group-by.ts'
import { byText } from '../in-order.ts'
import type { Reading } from '../reading.ts'

/** The memberships that a decision needs: by user, group and name. */
export function listDeciding(
  { organizationId, tables }: Reading,
  userIds: readonly string[],
  { all, groupIds }: MembershipScope,
): DecidingMembership[] {
  const { bindings, members } = tables()
  const named = groupBy(bindings.rows(organizationId), ({ groupId }) => groupId)
  return members
    .rows(organizationId)
    .flatMap(({ groupId, type, userId, value }): DecidingMembership[] => {
      if (userId === null || !userIds.includes(userId)) return []
      const membership = { userId, groupId, value, type }
      const bound = (named.get(groupId) ?? []).map(({ nameKey, state }) => ({ ...membership, nameKey, state }))
      const byIdToo = all ? bound.length === 0 : groupIds.includes(groupId)
      return byIdToo ? [...bound, { ...membership, nameKey: null, state: null }] : bound
    })
    .toSorted(inOrder)
}

const inOrder = byText<DecidingMembership>(
  ({ userId }) => userId,
  ({ groupId }) => groupId,
  ({ nameKey }) => nameKey ?? '',
)
