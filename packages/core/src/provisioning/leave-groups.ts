import type { ChangeScope } from '../change/operation-context.ts'
import { touchGroupsOf } from './unresolved-members.ts'

/**
 * A group that is deleted is no longer a member of others: nobody could tell them apart from members that are still to come. It
 * is looked for first, because hardly any group is one, and what is written is not to be read.
 */
export async function leaveGroups(scope: ChangeScope, groupId: string): Promise<void> {
  if ((await scope.tx.members.findUnresolved([groupId])).length === 0) return
  const removed = await scope.tx.members.removeGroup(groupId)
  await touchGroupsOf(scope, removed)
  for (const { groupId: left, value, userId } of removed) {
    scope.record('GroupMemberRemoved', `groups/${left}`, { value, userId })
  }
}
