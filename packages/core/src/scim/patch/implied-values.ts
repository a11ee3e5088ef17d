import type { ResolvedFilter } from '../filter/resolved-filter.ts'
import type { Json } from '../resource/resource-data.ts'

/**
 * What every value that satisfies the filter has, if that determines one: `type eq "work"` says
 * `{type: "work"}`. Undefined for a filter that is more than `eq` joined by `and`.
 */
export function impliedValues(filter: ResolvedFilter): Readonly<Record<string, Json>> | undefined {
  if (filter.kind === 'compare' && filter.operator === 'eq')
    return { [filter.attribute.attribute.name]: filter.written }
  if (filter.kind !== 'and') return undefined
  const parts = filter.filters.map(impliedValues)
  return parts.includes(undefined) ? undefined : Object.assign({}, ...parts)
}
