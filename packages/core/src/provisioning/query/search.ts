import type { ResourceTypeName } from '../../plugin/hook-points.ts'
import { InvalidPath } from '../../scim/errors.ts'
import { checkFilter } from '../../scim/filter/check-filter.ts'
import type { ResolvedFilter } from '../../scim/filter/resolved-filter.ts'
import { withRelativeReferences } from '../../scim/filter/with-relative-references.ts'
import type { SearchParameters } from '../../scim/message/search-parameters.ts'
import { resolveProjection, type Projection } from '../../scim/resource/project.ts'
import { resolveSort } from '../../scim/resource/sort.ts'
import { leafOf, type ResolvedAttribute } from '../../scim/schema/find-attribute.ts'
import type { OperationContext } from '../../change/operation-context.ts'

/** How many resources a page has when the client does not say. */
export const defaultCount = 100

/** The most that a page has; announced as `filter.maxResults`. */
export const maxCount = 1_000

/** What is searched for in one type. */
export interface SearchPart {
  readonly type: ResourceTypeName
  readonly filter: ResolvedFilter | null
  /** `null` where the resources of the type have nothing that they could be sorted by. */
  readonly sortBy: ResolvedAttribute | null
  readonly projection: Projection
}

/** A query that has been held against the types that it searches; more than one at the root (RFC 7644 §3.4.2.1). */
export interface Search {
  readonly parts: readonly SearchPart[]
  readonly ascending: boolean
  readonly count: number
}

/** Throws InvalidFilter, InvalidPath for what none of the types has. */
export function toSearch(
  { baseUrl, resourceTypes, tolerances }: OperationContext,
  names: readonly ResourceTypeName[],
  parameters: SearchParameters,
): Search {
  const { count = defaultCount, filter, sortBy, sortOrder } = parameters
  const types = names.map((name) => resourceTypes[name])
  const parts = types.map((type, index): SearchPart => {
    const sort = sortBy === undefined ? null : resolveSort(type, sortBy, sortOrder, tolerances, types)
    return {
      type: names[index] as ResourceTypeName,
      filter:
        filter === undefined ? null : withRelativeReferences(checkFilter(filter, type, tolerances, types), baseUrl),
      sortBy: sort === null ? null : sort.attribute,
      projection: resolveProjection(type, parameters, tolerances),
    }
  })
  checkComparable(parts, sortBy)
  return { parts, ascending: sortBy === undefined || sortOrder === 'ascending', count: Math.min(count, maxCount) }
}

/** One list can't be sorted by texts and numbers. */
function checkComparable(parts: readonly SearchPart[], name: string | undefined): void {
  const kinds = parts.flatMap(({ sortBy }) => (sortBy === null ? [] : [toKind(leafOf(sortBy).type)]))
  if (new Set(kinds).size > 1) throw new InvalidPath(`'${name}' has values of different types to sort by`, 0)
}

function toKind(type: string): string {
  return type === 'boolean' || type === 'integer' || type === 'decimal' ? 'number' : 'text'
}
