import type { GroupRecord } from '../directory/member.ts'
import type { MemberRow } from '../store/members.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { decideMembers, groupFacts } from './decide-members.ts'

/** Decides the roles of people who joined or left a group, where the mapping or a hook may give something by it. */
export async function decideGroup(scope: ChangeScope, group: GroupRecord, rows: readonly MemberRow[]): Promise<void> {
  const users = new Set<string>()
  for (const { userId } of rows) if (userId !== null) users.add(userId)
  if (users.size === 0 || !(await concernsGroup(scope, group))) return
  await decideMembers(scope, [...users], groupFacts, [group])
}

/** Whether the mapping may give something by the group; a hook may look at any. */
async function concernsGroup(scope: ChangeScope, group: Pick<GroupRecord, 'id' | 'displayNameKey'>): Promise<boolean> {
  if (scope.context.host.decides || looksAtGroup(scope, group)) return true
  return (scope.mapping?.groupNames.size ?? 0) > 0 && (await scope.tx.bindings.ofGroup(group.id)).length > 0
}

/** Whether the mapping looks at any group, or names this one as it is called now or by id; a binding may be of another name. */
export function looksAtGroup(
  { mapping }: Pick<ChangeScope, 'mapping'>,
  { displayNameKey, id }: Pick<GroupRecord, 'id' | 'displayNameKey'>,
): boolean {
  if (mapping === null) return false
  return mapping.groupScope === 'all' || mapping.groupIds.has(id) || mapping.groupNames.has(displayNameKey)
}
