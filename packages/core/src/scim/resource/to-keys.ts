import type { KeyScalar } from '../filter/resolved-filter.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { COMMON_ATTRIBUTES } from '../schema/common-attributes.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { isJsonObject, type Json, type JsonObject, type ResourceData } from './resource-data.ts'
import { schemasOf } from './schemas-of.ts'
import { toKey } from './to-key.ts'

export type KeyValue = KeyScalar | readonly KeyValue[] | Keys

/**
 * What filters and sorts read: the structure of the resource (names in the schema's spelling,
 * extensions under their URN, multi-valued attributes always as arrays), with strings folded unless
 * `caseExact` and dateTimes as UTC instants. `schemas` is always there; nothing is empty.
 */
export interface Keys {
  readonly [name: string]: KeyValue
}

/** The keys of a resource; what the schemas do not define has none. */
export function toKeys(type: ResourceType, data: ResourceData): Keys {
  const keys = toObjectKeys(COMMON_ATTRIBUTES, Object.assign({}, data, { schemas: schemasOf(type, data) }))
  addObjectKeys(keys, type.schema.attributes, data)
  for (const { schema } of type.extensions) {
    const values = data[schema.id]
    if (isJsonObject(values)) keys[schema.id] = toObjectKeys(schema.attributes, values)
  }
  return keys
}

/** The keys of one value of an attribute, as a value path sees it; a plain value is its own `value`. */
export function toElementKeys(attribute: AttributeDefinition, element: Json): Keys {
  if (isJsonObject(element)) return toObjectKeys(attribute.subAttributes ?? [], element)
  const value = toKey(attribute, element)
  return value === undefined ? {} : { value }
}

function toObjectKeys(definitions: readonly AttributeDefinition[], object: JsonObject): Record<string, KeyValue> {
  const keys: Record<string, KeyValue> = {}
  addObjectKeys(keys, definitions, object)
  return keys
}

function addObjectKeys(
  keys: Record<string, KeyValue>,
  definitions: readonly AttributeDefinition[],
  object: JsonObject,
): void {
  for (const definition of definitions) {
    const value = object[definition.name]
    const key = value === undefined ? undefined : toAttributeKey(definition, value)
    if (key !== undefined) keys[definition.name] = key
  }
}

function toAttributeKey(definition: AttributeDefinition, value: Json): KeyValue | undefined {
  if (!definition.multiValued) return toValueKey(definition, value)
  const values = Array.isArray(value) ? (value as readonly Json[]) : [value]
  const keys = values.map((element) => toValueKey(definition, element)).filter((key) => key !== undefined)
  return keys.length === 0 ? undefined : keys
}

function toValueKey(definition: AttributeDefinition, value: Json): KeyValue | undefined {
  if (definition.type !== 'complex') return toKey(definition, value)
  if (!isJsonObject(value)) return undefined
  const keys = toObjectKeys(definition.subAttributes ?? [], value)
  return Object.keys(keys).length === 0 ? undefined : keys
}
