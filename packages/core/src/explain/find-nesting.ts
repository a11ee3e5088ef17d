import type { StoreReader } from '../store.ts'

/** Groups within groups that are looked through: nobody nests deeper. */
const deepest = 10

/** The name of a group of the member by which they would be in another one, if groups as members counted. */
export async function findNesting(reader: StoreReader, userId: string, groupId: string): Promise<string | undefined> {
  const own = (await reader.members.listGroupsOf([userId])).get(userId) ?? []
  for (const { id, displayName } of await reader.groups.findMany(own.map((membership) => membership.groupId))) {
    if (await isWithin(reader, id, groupId)) return displayName
  }
  return undefined
}

/** By the provider's word or ours for the inner group, whether it says that it is a group or not. */
async function isWithin(reader: StoreReader, inner: string, outer: string): Promise<boolean> {
  const seen = new Set([inner])
  let level: readonly string[] = [inner]
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    const groups = await reader.groups.findMany(level)
    const values = groups.flatMap(({ externalId, id }) => (externalId === null ? [id] : [id, externalId]))
    const holders = (await reader.members.findUnresolved(values)).map(({ groupId }) => groupId)
    if (holders.includes(outer)) return true
    level = [...new Set(holders)].filter((id) => !seen.has(id))
    for (const id of level) seen.add(id)
  }
  return false
}
