import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { isJsonObject, type Json, type ResourceData } from './resource-data.ts'
import { toKey } from './to-key.ts'

/** A value that no other resource of its type may have. */
export interface UniqueKey {
  /** The attribute, in the schema's spelling. */
  readonly path: string
  /** The comparison key as text. */
  readonly key: string
}

interface UniqueAttribute {
  readonly schema: string | undefined
  readonly attribute: AttributeDefinition
  readonly subAttribute: AttributeDefinition | undefined
  readonly path: string
}

const known = new WeakMap<ResourceType, readonly UniqueAttribute[]>()

/** Whether the type has attributes whose values are unique, beyond `userName` and `id`, which have indexes of their own. */
export function hasUniqueAttributes(type: ResourceType): boolean {
  return uniqueAttributes(type).length > 0
}

/** The values of a resource that must be unique (RFC 7643 §7), each once. */
export function uniqueKeys(type: ResourceType, data: ResourceData): readonly UniqueKey[] {
  const keys = uniqueAttributes(type).flatMap(({ attribute, path, schema, subAttribute }) => {
    const parent = schema === undefined ? data : data[schema]
    const values = isJsonObject(parent) ? toList(parent[attribute.name]) : []
    const leaves =
      subAttribute === undefined
        ? values
        : values.flatMap((value) => (isJsonObject(value) ? toList(value[subAttribute.name]) : []))
    const texts = leaves.map((leaf) => toKey(subAttribute ?? attribute, leaf)).filter((key) => key !== undefined)
    return [...new Set(texts.map(String))].map((key) => ({ path, key }))
  })
  return keys
}

function uniqueAttributes(type: ResourceType): readonly UniqueAttribute[] {
  const found = known.get(type)
  if (found !== undefined) return found
  const made = [
    ...uniqueIn(undefined, type.schema.attributes).filter(({ path }) => path !== 'userName'),
    ...type.extensions.flatMap(({ schema }) => uniqueIn(schema.id, schema.attributes)),
  ]
  known.set(type, made)
  return made
}

function uniqueIn(schema: string | undefined, attributes: readonly AttributeDefinition[]): UniqueAttribute[] {
  const prefix = schema === undefined ? '' : `${schema}:`
  return attributes.flatMap((attribute) => {
    const whole = { schema, attribute, subAttribute: undefined, path: prefix + attribute.name }
    const parts = (attribute.subAttributes ?? []).map((subAttribute) => ({
      schema,
      attribute,
      subAttribute,
      path: `${prefix}${attribute.name}.${subAttribute.name}`,
    }))
    return [whole, ...parts].filter((found) => (found.subAttribute ?? found.attribute).uniqueness !== 'none')
  })
}

function toList(value: Json | undefined): readonly Json[] {
  if (value === undefined) return []
  return Array.isArray(value) ? (value as readonly Json[]) : [value]
}
