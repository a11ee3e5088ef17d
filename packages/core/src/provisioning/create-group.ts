import type { ChangeScope } from '../change/operation-context.ts'
import type { GroupRecord } from '../directory/member.ts'
import { bindGroup } from '../roles/bind-group.ts'
import { decideGroup } from '../roles/decide-group.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'
import { recordMembers } from './change-members.ts'
import { checkChange } from './check-change.ts'
import { externalIdOf, splitMembers, toGroupRecord } from './group-record.ts'
import type { StoreReader } from '../store.ts'
import type { Created } from './resource-kind.ts'
import { holdersOf, noticeSharers } from './shared-external-id.ts'

/**
 * POST of a group (RFC 7644 §3.3). Neither `displayName` nor `externalId` need be unique: what the mapping
 * says of a name holds for the group that had it first.
 */
export async function createGroup(scope: ChangeScope, sent: ResourceData): Promise<Created<GroupRecord>> {
  const { members, own } = splitMembers(sent)
  const sharers = await holdersOf(scope.tx, 'Group', externalIdOf(own))
  const record = await insertGroup(scope, own)
  const added = members.length === 0 ? [] : await scope.tx.members.add(record.id, members)
  await recordMembers(scope, record.id, { added, removed: [] }, members)
  await noticeSharers(scope, 'Group', record.id, sharers)
  await bindGroup(scope, record)
  await decideGroup(scope, record, added)
  return { record, known: members.length === 0 ? 'none' : 'read' }
}

/** What a POST of a group will read. */
export function askAheadOfGroup(reader: StoreReader, sent: ResourceData): void {
  void holdersOf(reader, 'Group', externalIdOf(sent))
}

async function insertGroup(scope: ChangeScope, after: ResourceData): Promise<GroupRecord> {
  const { context, tx } = scope
  const data = await checkChange(scope, { resourceType: 'Group', operation: 'create', before: null, after })
  const group = toGroupRecord(data, { id: context.newId(), version: 1, created: tx.now, lastModified: tx.now })
  await tx.groups.insert(group)
  scope.record('GroupCreated', `groups/${group.id}`, { displayName: group.displayName })
  return group
}
