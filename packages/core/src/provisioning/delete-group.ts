import type { ChangeScope } from '../change/operation-context.ts'
import type { GroupRecord } from '../directory/member.ts'
import { unbindGroup } from '../roles/bind-group.ts'
import { looksAtGroup } from '../roles/decide-group.ts'
import { decideMembers } from '../roles/decide-members.ts'
import { recordMembers } from './change-members.ts'
import { leaveGroups } from './leave-groups.ts'
import { compareExternalIds } from './shared-external-id.ts'

/**
 * DELETE of a group (RFC 7644 §3.6): what it gave is withdrawn. A name of the mapping that was bound to
 * it goes to the next group of that name, whose members then get what it gives.
 */
export async function deleteGroup(scope: ChangeScope, group: GroupRecord): Promise<GroupRecord> {
  const { tx } = scope
  const bindings = await tx.bindings.ofGroup(group.id)
  await leaveGroups(scope, group.id)
  const removed = await tx.members.clear(group.id)
  await recordMembers(scope, group.id, { added: [], removed }, [])
  const { displayName, externalId } = group
  scope.record('GroupDeleted', `groups/${group.id}`, { displayName, ...(externalId === null ? {} : { externalId }) })
  await compareExternalIds(scope, 'Group', group, null)
  if (bindings.length > 0 || scope.context.host.decides || looksAtGroup(scope, group)) {
    const successors = bindings.length === 0 ? [] : await unbindGroup(scope, group.id, bindings)
    const former = removed.flatMap(({ userId }) => (userId === null ? [] : [userId]))
    const joining = successors.length === 0 ? [] : await tx.members.listUserIds(successors)
    await decideMembers(scope, [...new Set([...former, ...joining])])
  }
  // Last, for with a group go rows of other tables, so that whatever is read then has to wait for it.
  await tx.groups.delete(group.id)
  return group
}
