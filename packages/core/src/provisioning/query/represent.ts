import type { GroupMember, GroupRecord, Membership, UserRecord } from '../../directory/member.ts'
import { toETag } from '../../scim/resource/etag.ts'
import { includesAttribute, project, type Projection } from '../../scim/resource/project.ts'
import type { Json, JsonObject, ResourceData } from '../../scim/resource/resource-data.ts'
import { schemasOf } from '../../scim/resource/schemas-of.ts'
import type { ResourceType } from '../../scim/schema/resource-type.ts'
import type { StoreReader } from '../../store.ts'
import { nextRound } from '../../change/next-round.ts'
import type { OperationContext } from '../../change/operation-context.ts'
import { TooLongAtOnce } from './long-list.ts'
import { membersInParts } from './members-in-parts.ts'
import { toMember } from './to-member.ts'

/** What a representation depends on; between parts of a long one is a pause. */
export type RepresentationContext = Pick<OperationContext, 'baseUrl' | 'longLists' | 'pause' | 'resourceTypes'>

/** Whether users are known to be in no group, or groups to have no members, because they were made just now. */
export type KnownMemberships = 'none' | 'read'

/** Users as a client sees them; their groups are read only where the projection has `groups`. */
export async function representUsers(
  reader: StoreReader,
  users: readonly UserRecord[],
  { baseUrl, pause = nextRound, resourceTypes }: RepresentationContext,
  projection: Projection,
  known: KnownMemberships = 'read',
): Promise<ResourceData[]> {
  const type = resourceTypes.User
  const withGroups = known === 'read' && users.length > 0 && includesAttribute(type, projection, 'groups')
  const memberships = withGroups ? await reader.members.listGroupsOf(users.map(({ id }) => id)) : new Map()
  return inParts(users, pause, (user) => {
    const groups = (memberships.get(user.id) ?? []).map((membership: Membership) => toUserGroup(membership, baseUrl))
    const whole: ResourceData = {
      schemas: schemasOf(type, user.data),
      id: user.id,
      ...user.data,
      ...toActive(user),
      ...(groups.length > 0 ? { groups } : {}),
      meta: toMeta(type, user, baseUrl),
    }
    return project(type, whole, projection)
  })
}

/** Groups as a client sees them; member rows are read only where the projection has `members`. Throws TooLongAtOnce. */
export async function representGroups(
  reader: StoreReader,
  groups: readonly GroupRecord[],
  context: RepresentationContext,
  projection: Projection,
  known: KnownMemberships = 'read',
): Promise<ResourceData[]> {
  const represented: ResourceData[] = []
  // In parts, between which the process answers others: a page of groups may have a hundred thousand members.
  for (let start = 0; start < groups.length; start += part) {
    if (start > 0) await (context.pause ?? nextRound)()
    represented.push(...(await representPart(reader, groups.slice(start, start + part), context, projection, known)))
  }
  return represented
}

/** Groups whose members are read at once, and users who are represented at once: some milliseconds. */
const part = 50

async function inParts<T, R>(list: readonly T[], pause: () => Promise<void>, represent: (one: T) => R): Promise<R[]> {
  const represented: R[] = []
  for (let start = 0; start < list.length; start += part) {
    if (start > 0) await pause()
    for (const one of list.slice(start, start + part)) represented.push(represent(one))
  }
  return represented
}

async function representPart(
  reader: StoreReader,
  groups: readonly GroupRecord[],
  context: RepresentationContext,
  projection: Projection,
  known: KnownMemberships,
): Promise<ResourceData[]> {
  const { baseUrl, resourceTypes } = context
  const type = resourceTypes.Group
  const withMembers = known === 'read' && includesAttribute(type, projection, 'members')
  const members = withMembers ? await listMembers(reader, groups, context.longLists) : new Map<string, GroupMember[]>()
  const represented: ResourceData[] = []
  for (const group of groups) {
    const bare: ResourceData = {
      schemas: schemasOf(type, group.data),
      id: group.id,
      ...group.data,
      meta: toMeta(type, group, baseUrl),
    }
    if (members === 'in parts') {
      const shown = membersInParts(reader, group.id, type, baseUrl, projection)
      represented.push({ ...project(type, bare, projection), ...shown })
    } else represented.push(await projectGroup(bare, members.get(group.id) ?? [], context, projection))
  }
  return represented
}

/** A group that is alone is in parts because it is long: there is no need to look again. */
async function listMembers(
  { members }: StoreReader,
  groups: readonly GroupRecord[],
  longLists: OperationContext['longLists'],
): Promise<Map<string, GroupMember[]> | 'in parts'> {
  const ids = groups.map(({ id }) => id)
  if (longLists === undefined) return members.list(ids)
  const few = longLists === 'in parts' && ids.length === 1 ? null : await members.listFew(ids)
  if (few === null && longLists === 'refused') throw new TooLongAtOnce()
  return few ?? 'in parts'
}

/** Members that are made ready at once. */
const membersAtOnce = 1_000

/** A group with its members, of which a large one has very many. */
async function projectGroup(
  bare: ResourceData,
  members: readonly GroupMember[],
  { baseUrl, pause = nextRound, resourceTypes }: RepresentationContext,
  projection: Projection,
): Promise<ResourceData> {
  const show = (some: readonly GroupMember[]) => some.map((member) => toMember(member, baseUrl))
  const first = show(members.slice(0, membersAtOnce))
  const whole = first.length > 0 ? { ...bare, members: first } : bare
  const projected = project(resourceTypes.Group, whole, projection)
  if (members.length <= membersAtOnce) return projected
  const shown = [...((projected['members'] ?? []) as readonly Json[])]
  for (let start = membersAtOnce; start < members.length; start += membersAtOnce) {
    await pause()
    const more = project(
      resourceTypes.Group,
      { members: show(members.slice(start, start + membersAtOnce)) },
      projection,
    )
    for (const member of (more['members'] ?? []) as readonly Json[]) shown.push(member)
  }
  return shown.length === 0 ? projected : { ...projected, members: shown }
}

/** Shown for a user of whom no request ever said it; not for one whose `active` a request took away. */
function toActive({ active, data }: UserRecord): ResourceData {
  return active || data['active'] !== undefined ? { active } : {}
}

function toMeta(
  { endpoint, name }: ResourceType,
  { id, created, lastModified, version }: Pick<UserRecord, 'id' | 'created' | 'lastModified' | 'version'>,
  baseUrl: string,
): JsonObject {
  return {
    resourceType: name,
    created,
    lastModified,
    location: `${baseUrl}${endpoint}/${id}`,
    version: toETag(version),
  }
}

function toUserGroup({ groupId, displayName }: Membership, baseUrl: string): JsonObject {
  return { value: groupId, $ref: `${baseUrl}/Groups/${groupId}`, display: displayName, type: 'direct' }
}
