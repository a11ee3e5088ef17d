import type { Reference } from '@rolecall/core/plugin/rule'
import type { Condition } from '@rolecall/core/plugin/condition'
import type { Filter } from '@rolecall/core/scim/filter/filter'
import type { Place } from '../text/tree.ts'

/** The groups that a condition names, where it names them. */
export function referencesOf(condition: Condition): readonly Reference[] {
  if ('all' in condition) return condition.all.flatMap(referencesOf)
  if ('any' in condition) return condition.any.flatMap(referencesOf)
  if ('not' in condition) return referencesOf(condition.not)
  const { source } = condition
  if (source === undefined) return []
  const place = { line: source.line, column: source.column }
  if ('someGroup' in condition) return referencesOfSet(condition.someGroup, place)
  if (!('group' in condition)) return []
  const { group } = condition
  if ('name' in group) return [{ kind: 'group', name: group.written ?? group.name, ...place }]
  return 'id' in group ? [{ kind: 'groupId', id: group.id, ...place }] : []
}

function referencesOfSet(filter: Filter, place: Place): readonly Reference[] {
  if (filter.kind === 'and' || filter.kind === 'or')
    return filter.filters.flatMap((part) => referencesOfSet(part, place))
  if (filter.kind === 'not') return referencesOfSet(filter.filter, place)
  if (filter.kind !== 'compare' || typeof filter.value !== 'string') return []
  if (filter.operator !== 'eq' && filter.operator !== 'ne') return []
  const isName = filter.path.text.toLowerCase() === 'display'
  return [isName ? { kind: 'group', name: filter.value, ...place } : { kind: 'groupId', id: filter.value, ...place }]
}
