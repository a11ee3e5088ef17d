import type { GroupRecord, UserRecord } from '@rolecall/core/directory/member'
import { toETag } from '@rolecall/core/scim/resource/etag'
import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'
import { toKeys, type Keys } from '@rolecall/core/scim/resource/to-keys'

import { groupBy } from './group-by.ts'
import { byGroup, shownMember, sortedMembers } from './noun/member-rows.ts'
import { onceForACommit } from './once-for-a-commit.ts'
import type { Reading } from './reading.ts'
import type { GroupMemberRow } from './tables.ts'

/** A resource with what filters and sorting read of it. */
export interface Keyed<Resource> {
  readonly record: Resource
  readonly keys: Keys
}

/** The users that SCIM shows. */
export const keyedUsers = onceForACommit(keyUsers)

/** All groups. */
export const keyedGroups = onceForACommit(keyGroups)

function keyUsers({ organizationId, resourceTypes: { User: type }, tables }: Reading): Keyed<UserRecord>[] {
  const { groups, members, users } = tables()
  const memberships = groupBy(members.rows(organizationId).toSorted(byGroup), ({ userId }) => userId)
  const toGroup = ({ groupId }: GroupMemberRow): JsonObject => {
    const display = groups.get(organizationId, groupId)?.displayName ?? ''
    return { value: groupId, $ref: `/Groups/${groupId}`, display, type: 'direct' }
  }
  const provisioned = users.rows(organizationId).filter((user) => user.provisioned)
  return provisioned.map((user) => {
    const list = memberships.get(user.id)?.map(toGroup) ?? []
    const shown = represent(user, 'User', { userName: user.userName, active: user.active, groups: list })
    return { record: user, keys: toKeys(type, shown) }
  })
}

function keyGroups({ organizationId, resourceTypes: { Group: type }, tables }: Reading): Keyed<GroupRecord>[] {
  const { groups, members, users } = tables()
  const lists = groupBy(sortedMembers(members.rows(organizationId)), ({ groupId }) => groupId)
  const toMember = (row: GroupMemberRow): JsonObject => {
    const { display } = shownMember(row, users.get(organizationId, row.userId ?? ''))
    const shown = display === null ? {} : { display }
    if (row.userId !== null) return { value: row.userId, $ref: `/Users/${row.userId}`, type: 'User', ...shown }
    return { value: row.value, ...(row.type === null ? {} : { type: row.type }) }
  }
  return groups.rows(organizationId).map((group) => {
    const list = lists.get(group.id)?.map(toMember) ?? []
    const shown = represent(group, 'Group', { displayName: group.displayName, members: list })
    return { record: group, keys: toKeys(type, shown) }
  })
}

/** The resource as it is shown, but for what precedes the path of an address. */
function represent(
  { created, data, externalId, id, lastModified, version }: UserRecord | GroupRecord,
  resourceType: 'User' | 'Group',
  columns: JsonObject,
): JsonObject {
  const meta = { resourceType, created, lastModified, location: `/${resourceType}s/${id}`, version: toETag(version) }
  const { externalId: _, ...others } = data
  return { ...others, ...(externalId === null ? {} : { externalId }), ...columns, id, meta }
}
