import type { CompiledMapping, SubjectGroup } from '../decider.ts'
import type { GroupRecord, UserRecord } from '../directory/member.ts'
import type { StoreReader } from '../store.ts'
import { toSubjectGroups } from './subject-groups.ts'

/**
 * What a membership that there is not would be to a decision, by the same rows as one that there is: also the names that
 * the group has taken over, which give nothing yet.
 */
export async function supposeMembership(
  reader: StoreReader,
  mapping: CompiledMapping,
  user: UserRecord,
  group: GroupRecord,
): Promise<SubjectGroup> {
  const membership = { userId: user.id, groupId: group.id, value: user.id, type: 'User' }
  const bindings = await reader.bindings.ofGroup(group.id)
  const named = bindings.map(({ nameKey, state }) => ({ ...membership, nameKey, state }))
  const groups = mapping.groupScope === 'all' ? new Map([[group.id, group]]) : null
  const rows = named.length === 0 ? [{ ...membership, nameKey: null, state: null }] : named
  const byUser = toSubjectGroups(rows, { groups, users: new Map([[user.id, user.data]]) })
  return byUser.get(user.id)?.[0] as SubjectGroup
}
