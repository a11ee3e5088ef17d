import type { ResourceTypeName } from '../plugin/hook-points.ts'
import type { ResolvedFilter } from '../scim/filter/resolved-filter.ts'
import type { Place, Sort } from '../scim/resource/sort.ts'
import type { ResolvedAttribute } from '../scim/schema/find-attribute.ts'

/** What is asked of a resource type: a page by index (RFC 7644 §3.4.2.4). */
export interface ResourceQuery {
  readonly filter: ResolvedFilter | null
  /** `null` for the order of ids, which is the order of creation. */
  readonly sort: Sort | null
  /** From 1. */
  readonly startIndex: number
  /** At most so many; 0 for the total alone. */
  readonly count: number
}

/** What is asked of a resource type beside a place in its order: a page by cursor (RFC 9865). */
export interface SeekQuery {
  readonly filter: ResolvedFilter | null
  /** `null` for the order of ids alone: no resource has a value to be ordered by. */
  readonly sortBy: ResolvedAttribute | null
  /** Up the order of values, where those without one come last, or down: the exact reverse, ids included. */
  readonly ascending: boolean
  /** Only what comes after this place on the way; `null` for all. */
  readonly from: Place | null
  readonly count: number
}

/** A resource and its place in the order that was asked for. */
export interface Placed<T> {
  readonly record: T
  readonly place: Place
}

/** A page by index of all resource types in one order. */
export interface RootQuery {
  /** What is asked of each type, in the same order of sorting; a type without the attribute has no values. */
  readonly types: Readonly<Record<ResourceTypeName, Pick<SeekQuery, 'filter' | 'sortBy'>>>
  readonly ascending: boolean
  /** From 1. */
  readonly startIndex: number
  readonly count: number
}

/** A page and the number of all that match. */
export interface Page<T> {
  readonly total: number
  readonly records: readonly T[]
}

/** A page of a list by keyset: those after `after`, at most `limit`. */
export interface KeysetPage {
  readonly after: string | null
  readonly limit: number
}

/** Users and groups as one list. */
export interface ResourceReader {
  query(query: RootQuery): Promise<Page<{ readonly type: ResourceTypeName; readonly id: string }>>
}
