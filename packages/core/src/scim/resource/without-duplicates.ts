import { deepEqual } from '../deep-equal.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { findSubAttribute } from '../schema/find-attribute.ts'
import { isJsonObject, type Json, type JsonObject } from './resource-data.ts'
import { toKey } from './to-key.ts'

/**
 * The values of a multi-valued attribute without those that say again what an earlier one says: the same value and type
 * (RFC 7643 §2.4), compared as the attribute is. What a later one says beyond that is added to the first. Linear.
 */
export function withoutDuplicates(attribute: AttributeDefinition, values: readonly Json[]): readonly Json[] {
  const distinct = new Map<string, Json>()
  for (const value of values) {
    const identity = identify(attribute, value)
    const present = distinct.get(identity)
    distinct.set(identity, present === undefined ? value : merge(present, value))
  }
  return distinct.size === values.length ? values : [...distinct.values()]
}

function merge(present: Json, added: Json): Json {
  if (!isJsonObject(present) || !isJsonObject(added)) return present
  const merged = { ...present, ...added }
  return deepEqual(present, merged) ? present : merged
}

/** Of a value without `value`, such as an address, all that it says. */
function identify(attribute: AttributeDefinition, value: Json): string {
  if (!isJsonObject(value)) return JSON.stringify(toKey(attribute, value) ?? value)
  const names = value['value'] === undefined ? Object.keys(value).toSorted() : ['value', 'type']
  return JSON.stringify(names.map((name) => [name, partOf(attribute, value, name)]))
}

function partOf(attribute: AttributeDefinition, object: JsonObject, name: string): unknown {
  const part = object[name]
  const subAttribute = findSubAttribute(attribute, name)
  if (object['value'] === undefined || subAttribute === undefined || part === undefined) return part ?? null
  return toKey(subAttribute, part) ?? part
}
