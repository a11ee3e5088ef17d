import type { AttributeDefinition } from './attribute-definition.ts'
import type { SchemaDefinition } from './schema-definition.ts'

export interface SchemaExtension {
  readonly schema: SchemaDefinition
  readonly required: boolean
}

/** A resource type (RFC 7643 §6): what an endpoint serves. Made once; look-ups are remembered by identity. */
export interface ResourceType {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly endpoint: string
  readonly schema: SchemaDefinition
  readonly extensions: readonly SchemaExtension[]
}

/** The same type with one more extension, as an owner's configuration declares it. */
export function withExtension(type: ResourceType, schema: SchemaDefinition, required = false): ResourceType {
  return { ...type, extensions: [...type.extensions, { schema, required }] }
}

/** The same type with further attributes in its core schema. */
export function withAttributes(type: ResourceType, attributes: readonly AttributeDefinition[]): ResourceType {
  return { ...type, schema: { ...type.schema, attributes: [...type.schema.attributes, ...attributes] } }
}

/**
 * The same type with a core attribute shown as immutable: `userName` where the organization does not
 * allow changing it. It is for `/Schemas`; whether a change is refused is decided with the whole change in view.
 */
export function withImmutable(type: ResourceType, attributeName: string): ResourceType {
  const attributes = type.schema.attributes.map((attribute) =>
    attribute.name === attributeName ? { ...attribute, mutability: 'immutable' as const } : attribute,
  )
  return { ...type, schema: { ...type.schema, attributes } }
}
