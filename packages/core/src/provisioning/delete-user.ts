import type { ChangeScope } from '../change/operation-context.ts'
import type { UserRecord } from '../directory/member.ts'
import { judgeGrant } from '../directory/resolve-roles.ts'
import { isKnownEffect } from '../plugin/effect-values.ts'
import { isOrganizationOwner, watchOwners } from '../roles/guard-owners.ts'
import { dissolveEmptied, dissolveHoldsOf } from '../roles/hold/brake-hold.ts'
import { recordEffect } from '../roles/record-effect.ts'
import { recordGrantChange } from '../roles/record-grant-change.ts'
import { compareExternalIds } from './shared-external-id.ts'
import { touchGroupsOf } from './unresolved-members.ts'

/**
 * DELETE of a user (RFC 7644 §3.6): the member, the memberships and the grants go, of the last Owner
 * too. The same `userName` later is a new person with a new id.
 */
export async function deleteUser(scope: ChangeScope, user: UserRecord): Promise<UserRecord> {
  await removeMemberships(scope, user)
  await removeUser(scope, user)
  await compareExternalIds(scope, 'User', user, null)
  return user
}

async function removeMemberships(scope: ChangeScope, user: UserRecord): Promise<void> {
  const removed = await scope.tx.members.removeUser(user.id)
  await touchGroupsOf(scope, removed)
  for (const { groupId, value } of removed) {
    scope.record('GroupMemberRemoved', `groups/${groupId}`, { value, userId: user.id })
  }
}

async function removeUser(scope: ChangeScope, user: UserRecord): Promise<void> {
  const { tx } = scope
  const grants = await tx.grants.list({ userIds: [user.id] })
  if (grants.some(isOrganizationOwner)) await watchOwners(scope)
  if (grants.length > 0) {
    const circumstances = await scope.circumstances()
    for (const grant of grants) {
      recordGrantChange(scope, 'RoleRevoked', judgeGrant(grant, user.active, circumstances))
    }
  }
  const effects = (await tx.assignments.list([user.id])).filter(({ effect }) => !isKnownEffect(effect))
  for (const given of effects) recordEffect(scope, 'EffectRevoked', given)
  await tx.users.delete(user)
  await dissolveEmptied(scope, grants)
  await dissolveHoldsOf(scope, effects)
  const { externalId, userName } = user
  scope.record('MemberDeleted', `users/${user.id}`, { userName, ...(externalId === null ? {} : { externalId }) })
}
