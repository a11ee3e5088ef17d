import type { GroupRecord } from '../directory/member.ts'
import type { StoreReader } from '../store.ts'

/** A group that somebody would be in if groups as members counted. */
export interface OuterGroup {
  readonly group: GroupRecord
  /** The name of the member's own group, by which they would. */
  readonly through: string
}

/** Groups within groups that are looked through: nobody nests deeper. */
const deepest = 10

/**
 * The groups that have a group of the member as a member, or one that has, by the provider's word for it or ours: whether
 * it says that it is a group or not.
 */
export async function findOuterGroups(reader: StoreReader, userId: string): Promise<readonly OuterGroup[]> {
  const own = (await reader.members.listGroupsOf([userId])).get(userId) ?? []
  const through = new Map(own.map(({ displayName, groupId }) => [groupId, displayName]))
  const outer: OuterGroup[] = []
  let level = await reader.groups.findMany([...through.keys()])
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    const found = new Map<string, string>()
    for (const { groupId, inner } of await listHolders(reader, level)) {
      if (!through.has(groupId)) found.set(groupId, through.get(inner) as string)
    }
    level = await reader.groups.findMany([...found.keys()])
    for (const group of level) {
      const name = found.get(group.id) as string
      through.set(group.id, name)
      outer.push({ group, through: name })
    }
  }
  return outer
}

/** Members that are one of these groups, with the groups that they are in. */
async function listHolders(reader: StoreReader, groups: readonly GroupRecord[]) {
  const sentAs = new Map(groups.flatMap(({ externalId, id }) => (externalId === null ? [] : [[externalId, id]])))
  for (const { id } of groups) sentAs.set(id, id)
  const rows = await reader.members.findUnresolved([...sentAs.keys()])
  return rows.map(({ groupId, value }) => ({ groupId, inner: sentAs.get(value) as string }))
}
