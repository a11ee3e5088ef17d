import type { CompiledMapping, DirectoryView } from '../decider.ts'
import type { StoreReader } from '../store.ts'
import { fold } from '../scim/fold.ts'
import { toVisibleKey } from '../scim/visible-text.ts'

/** What exists of what a mapping refers to, for warnings about the rest. */
export async function readDirectoryView(reader: StoreReader, mapping: CompiledMapping): Promise<DirectoryView> {
  const teams = await reader.teams.listIds()
  const catalogue = await reader.teams.getCatalogue()
  const ids = [...(await reader.groups.findIdsByNames([...mapping.groupNames])).values()].flatMap(
    ([lowest]) => lowest ?? [],
  )
  const groups = await reader.groups.findMany(ids)
  const wanted = [...mapping.groupIds]
  const known = wanted.length === 0 ? [] : await reader.groups.findMany(wanted)
  return {
    alike: await findAlike(reader, mapping.groupNames),
    groupIds: new Set(known.map(({ id }) => id)),
    teamKeys: new Set(teams.keys()),
    catalogue,
    groupNames: new Map(groups.map((group) => [group.displayNameKey, group.displayName])),
  }
}

/** Groups that differ from a name of the mapping only by what nobody sees. */
async function findAlike(reader: StoreReader, nameKeys: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  const alike = new Map<string, string>()
  if (nameKeys.size === 0) return alike
  const wanted = new Map<string, string[]>()
  for (const key of nameKeys) wanted.set(toVisibleKey(key), [...(wanted.get(toVisibleKey(key)) ?? []), key])
  for (const name of (await reader.groups.listNames()).values()) {
    for (const key of wanted.get(toVisibleKey(name)) ?? []) if (fold(name) !== key) alike.set(key, name)
  }
  return alike
}
