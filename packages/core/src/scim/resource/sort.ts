import { compareCodePoints } from '../compare-code-points.ts'
import { InvalidPath } from '../errors.ts'
import { keysAt } from '../filter/matches-filter.ts'
import type { KeyScalar } from '../filter/resolved-filter.ts'
import { findSearchedAttribute, findSubAttribute, leafOf, type ResolvedAttribute } from '../schema/find-attribute.ts'
import { isHidden } from '../schema/attribute-definition.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import type { Tolerances } from '../tolerance.ts'
import type { Keys } from './to-keys.ts'

export type SortOrder = 'ascending' | 'descending'

/**
 * `attribute` leads to a plain value, of a multi-valued attribute that of the primary value, else of
 * the first (RFC 7644 §3.4.2.3).
 */
export interface Sort {
  readonly attribute: ResolvedAttribute
  readonly order: SortOrder
}

/** Throws InvalidPath for an attribute that none of `searched` has, or without a plain value. Null: only another searched type has it, so there is nothing to sort by. */
export function resolveSort(
  type: ResourceType,
  sortBy: string,
  order: SortOrder,
  tolerances: Tolerances,
  searched: readonly ResourceType[] = [type],
): Sort | null {
  const found = findSearchedAttribute(type, sortBy, tolerances)
  if (!found) {
    if (searched.some((other) => findSearchedAttribute(other, sortBy, tolerances))) return null
    throw new InvalidPath(`There is no attribute '${sortBy}' to sort by`, 0)
  }
  const value = leafOf(found).type === 'complex' ? findSubAttribute(found.attribute, 'value') : undefined
  const attribute = value ? { ...found, subAttribute: value } : found
  if (leafOf(attribute).type === 'complex' || isHidden(attribute.attribute) || isHidden(leafOf(attribute))) {
    throw new InvalidPath(`'${sortBy}' has no value to sort by`, 0)
  }
  return { attribute, order }
}

/** The value that a resource is sorted by; undefined if it has none. */
export function sortKey(keys: Keys, attribute: ResolvedAttribute): KeyScalar | undefined {
  const values = keysAt(keys, { ...attribute, subAttribute: undefined })
  const primary = values.find((value) => typeof value === 'object' && value['primary'] === true)
  const chosen = primary ?? values[0]
  const name = attribute.subAttribute?.name
  const found = name !== undefined && typeof chosen === 'object' ? chosen[name] : chosen
  const key: unknown = Array.isArray(found) ? found[0] : found
  return typeof key === 'object' ? undefined : (key as KeyScalar | undefined)
}

/** Where a resource is in an order: the value that it is sorted by, and its id among equal ones. */
export interface Place {
  /** A boolean as 0 or 1; `null` for a resource without value. */
  readonly key: string | number | null
  readonly id: string
}

/** The place of a resource that is sorted by an attribute. */
export function placeOf(id: string, keys: Keys, attribute: ResolvedAttribute): Place {
  const key = sortKey(keys, attribute)
  return { key: typeof key === 'boolean' ? Number(key) : (key ?? null), id }
}

/**
 * The ascending order (RFC 7644 §3.4.2.3): text by code point, numbers by value, false before true, no value
 * last, and equal ones by id. The descending order is its exact reverse.
 */
export function comparePlaces(a: Place, b: Place): number {
  return compareKeys(a.key, b.key) || compareCodePoints(a.id, b.id)
}

function compareKeys(a: Place['key'], b: Place['key']): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b)
  return Number(a) - Number(b)
}
