import type { KeyScalar } from '../filter/resolved-filter.ts'
import type { ResolvedAttribute } from '../schema/find-attribute.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import type { Tolerances } from '../tolerance.ts'
import type { Keys } from './to-keys.ts'

/** `attribute` leads to a plain value; of a multi-valued one the primary value counts, else the first (RFC 7644 §3.4.2.3). */
export interface Sort {
  readonly attribute: ResolvedAttribute
  readonly order: SortOrder
}
export type SortOrder = 'ascending' | 'descending'

/** Throws InvalidPath for an attribute that does not exist or has no plain value. */
export declare function resolveSort(type: ResourceType, sortBy: string, order: SortOrder, tolerances: Tolerances): Sort

/** The value that a resource is sorted by; undefined if it has none. */
export declare function sortKey(keys: Keys, attribute: ResolvedAttribute): KeyScalar | undefined

/** Compares by code point, number or false < true; no value comes last ascending and first descending. */
export declare function compareSortKeys(a: KeyScalar | undefined, b: KeyScalar | undefined, order: SortOrder): number
