import type { DirectoryView, MappingReferences } from '../decider.ts'
import type { StoreReader } from '../store.ts'
import { fold } from '../scim/fold.ts'
import { toVisibleKey } from '../scim/visible-text.ts'

/** What exists of what a mapping refers to, for warnings about the rest. */
export async function readDirectoryView(
  reader: StoreReader,
  mapping: Pick<MappingReferences, 'groupIds' | 'groupNames'>,
  now: string,
): Promise<DirectoryView> {
  const teams = await reader.teams.listIds()
  const catalogue = await reader.teams.getCatalogue()
  const names = [...(await reader.groups.listNames()).values()]
  const ids = [...(await reader.groups.findIdsByNames([...mapping.groupNames])).values()].flatMap(
    ([lowest]) => lowest ?? [],
  )
  const groups = await reader.groups.findMany(ids)
  const known = await reader.groups.findMany([...mapping.groupIds])
  return {
    now,
    known: { groups: names, teams: [...teams.values()], teamRoles: catalogue.teamRoles.map(({ name }) => name) },
    alike: findAlike(names, mapping.groupNames),
    groupIds: new Set(known.map(({ id }) => id)),
    teamKeys: new Set(teams.keys()),
    catalogue,
    groupNames: new Map(groups.map((group) => [group.displayNameKey, group.displayName])),
  }
}

/** Groups that differ from a name of the mapping only by what nobody sees. */
function findAlike(names: readonly string[], nameKeys: ReadonlySet<string>): ReadonlyMap<string, string> {
  const alike = new Map<string, string>()
  const wanted = new Map<string, string[]>()
  for (const key of nameKeys) wanted.set(toVisibleKey(key), [...(wanted.get(toVisibleKey(key)) ?? []), key])
  for (const name of names) {
    for (const key of wanted.get(toVisibleKey(name)) ?? []) if (fold(name) !== key) alike.set(key, name)
  }
  return alike
}
