import type { Keys, KeyValue } from '../resource/to-keys.ts'
import type { ResolvedAttribute } from '../schema/find-attribute.ts'
import { comparesKeys } from './compares-keys.ts'
import type { ResolvedFilter } from './resolved-filter.ts'

/**
 * Whether the resource with these keys satisfies the filter: the reference for the SQL. Two-valued:
 * an attribute without value compares false, and `not` turns that into true.
 */
export function matchesFilter(filter: ResolvedFilter, keys: Keys): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((part) => matchesFilter(part, keys))
    case 'or':
      return filter.filters.some((part) => matchesFilter(part, keys))
    case 'not':
      return !matchesFilter(filter.filter, keys)
    case 'constant':
      return filter.value
    case 'present':
      return keysAt(keys, filter.attribute).length > 0
    case 'compare':
      return keysAt(keys, filter.attribute).some(
        (key) => isScalar(key) && comparesKeys(key, filter.operator, filter.value),
      )
    case 'valuePath':
      return keysAt(keys, filter.attribute).some((key) =>
        matchesFilter(filter.filter, isScalar(key) ? { value: key } : key),
      )
  }
}

/** All values at an attribute, of every value of its parent; complex values as objects. */
export function keysAt(
  keys: Keys,
  { schema, attribute, subAttribute }: ResolvedAttribute,
): readonly (Keys | string | number | boolean)[] {
  const parents = schema === undefined ? [keys] : valuesOf(keys, schema)
  const values = parents.flatMap((parent) => (isScalar(parent) ? [] : valuesOf(parent, attribute.name)))
  if (!subAttribute) return values
  return values.flatMap((value) => (isScalar(value) ? [] : valuesOf(value, subAttribute.name)))
}

function valuesOf(keys: Keys, name: string): readonly (Keys | string | number | boolean)[] {
  const value = Object.hasOwn(keys, name) ? keys[name] : undefined
  if (value === undefined) return []
  return isList(value) ? (value as readonly (Keys | string | number | boolean)[]) : [value]
}

function isList(value: KeyValue): value is readonly KeyValue[] {
  return Array.isArray(value)
}

function isScalar(value: KeyValue): value is string | number | boolean {
  return typeof value !== 'object'
}
