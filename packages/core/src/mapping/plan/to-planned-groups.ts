import type { CompiledMapping, SubjectGroup } from '../../decider.ts'
import type { Counted, PlannedGroups } from '../../directory/plan.ts'

/** A plan names so many groups and entries; the others are counted. */
const named = 100

/** Groups that no entry names, and entries that name no group: of a mistyped name it is often one of each. */
export function toPlannedGroups(mapping: CompiledMapping, groups: readonly SubjectGroup[]): PlannedGroups | null {
  const comparison = mapping.compareGroups(groups)
  if (comparison === null) return null
  const names = new Map(groups.map(({ facts, id }) => [id, facts?.displayName ?? id]))
  const unnamed = comparison.unnamed.map((id) => ({ id, displayName: names.get(id) ?? id }))
  const byName = unnamed.toSorted((a, b) => (a.displayName < b.displayName ? -1 : 1))
  return {
    unnamedGroups: toCounted(byName),
    entriesWithoutGroup: toCounted(comparison.withoutGroup.map(({ id, line, text }) => ({ rule: id, line, text }))),
  }
}

function toCounted<Item>(items: readonly Item[]): Counted<Item> {
  return { total: items.length, first: items.slice(0, named) }
}
