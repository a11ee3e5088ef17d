import { deepEqual } from '../deep-equal.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { findSubAttribute } from '../schema/find-attribute.ts'
import { isJsonObject, type Json } from './resource-data.ts'
import { toKey } from './to-key.ts'

/**
 * The values of a multi-valued attribute without those that say again what an earlier one says: the same value and type
 * (RFC 7643 §2.4), compared as the attribute is. What a later one says beyond that is added to the first. Linear.
 */
export function withoutDuplicates(attribute: AttributeDefinition, values: readonly Json[]): readonly Json[] {
  if (values.length < 2) return values
  const distinct = new Map<string, Json>()
  const identify = toIdentify(attribute)
  for (const value of values) {
    const identity = identify(value)
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

/** What tells values of an attribute apart. Looked up once: a group may have a hundred thousand members. */
function toIdentify(attribute: AttributeDefinition): (value: Json) => string {
  const [valueOf, typeOf] = [findSubAttribute(attribute, 'value'), findSubAttribute(attribute, 'type')]
  const plain = isPlain(valueOf)
  const keyOfValue = (part: Json) => (plain && typeof part === 'string' ? part : keyOf(valueOf, part))
  return (value) => {
    if (!isJsonObject(value)) return JSON.stringify(toKey(attribute, value) ?? value)
    // Of a value without `value`, such as an address, all that it says.
    if (value['value'] === undefined)
      return JSON.stringify(
        Object.keys(value)
          .toSorted()
          .map((name) => [name, value[name]]),
      )
    // The type first, which is JSON and so has an end.
    return `${value['type'] === undefined ? '' : keyOf(typeOf, value['type'])} ${keyOfValue(value['value'])}`
  }
}

/** Of a member's id nothing is made but itself. */
function isPlain(definition: AttributeDefinition | undefined): boolean {
  return definition?.caseExact === true && definition.type === 'string'
}

function keyOf(definition: AttributeDefinition | undefined, part: Json | undefined): string {
  if (part === undefined) return 'null'
  return JSON.stringify((definition === undefined ? undefined : toKey(definition, part)) ?? part)
}
