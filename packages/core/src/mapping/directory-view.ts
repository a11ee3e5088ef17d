import type { CompiledMapping, DirectoryView } from '../decider.ts'
import type { StoreReader } from '../store.ts'

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
    groupIds: new Set(known.map(({ id }) => id)),
    teamKeys: new Set(teams.keys()),
    catalogue,
    groupNames: new Map(groups.map((group) => [group.displayNameKey, group.displayName])),
  }
}
