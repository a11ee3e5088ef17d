import type { Binding } from '../store/bindings.ts'

/** The names of the mapping by the id of the group that they are bound to. */
export type NamesOfGroups = ReadonlyMap<string, readonly string[]>

/** The names of the mapping by which each group gives what they give: not those that it has claimed and another one has. */
export function toNamesOfGroups(bindings: readonly Binding[]): NamesOfGroups {
  const names = new Map<string, string[]>()
  for (const { groupId, nameKey, state } of bindings) {
    if (state === 'claimed') continue
    const known = names.get(groupId)
    if (known === undefined) names.set(groupId, [nameKey])
    else known.push(nameKey)
  }
  return names
}
