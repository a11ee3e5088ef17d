import type { UserRecord } from '../directory/member.ts'
import type { MemberRow } from '../store/members.ts'
import type { ChangeScope } from '../change/change-scope.ts'
import { decideMembers } from '../roles/decide-members.ts'

/**
 * Members that were sent before their user: as soon as exactly one user has the text as `externalId`,
 * the member stands for that user, and the user's roles follow. Answers whether there was any.
 */
export async function resolveMembers(scope: ChangeScope, user: UserRecord): Promise<boolean> {
  if (user.externalId === null) return false
  const rows = await scope.tx.members.resolve(user.externalId, user.id)
  if (rows.length === 0) return false
  for (const { groupId, value } of rows) {
    scope.record('GroupMemberResolved', `groups/${groupId}`, { value, userId: user.id })
  }
  await scope.tx.groups.touch(groupsOf(rows))
  await decideMembers(scope, [user.id])
  return true
}

/** The groups of some member rows, each once. */
export function groupsOf(rows: readonly MemberRow[]): string[] {
  return [...new Set(rows.map(({ groupId }) => groupId))]
}
