import type { MemberRow } from '../store.ts'
import type { ChangeScope } from './change-scope.ts'
import { decideMembers } from './decide-members.ts'

/** Decides the roles of people who joined or left a group, where a name of the mapping is bound to it. */
export async function decideGroup(scope: ChangeScope, groupId: string, rows: readonly MemberRow[]): Promise<void> {
  const users = new Set(rows.flatMap(({ userId }) => (userId === null ? [] : [userId])))
  if (users.size === 0 || (scope.mapping?.groupNames.size ?? 0) === 0) return
  if ((await scope.tx.bindings.ofGroup(groupId)).length === 0) return
  await decideMembers(scope, [...users])
}
