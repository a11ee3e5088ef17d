import type { Json, ResourceData } from '@rolecall/core/scim/resource/resource-data'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import type { SchemaDefinition } from '@rolecall/core/scim/schema/schema-definition'

/** A resource type as `/ResourceTypes` shows it (RFC 7643 §6). */
export function describeResourceType(type: ResourceType, baseUrl: string): ResourceData {
  const { id, name, description, endpoint, schema, extensions } = type
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id,
    name,
    description,
    endpoint,
    schema: schema.id,
    schemaExtensions: extensions.map((extension) => ({ schema: extension.schema.id, required: extension.required })),
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${id}` },
  }
}

/** A schema as `/Schemas` shows it (RFC 7643 §7): with every characteristic of every attribute. */
export function describeSchema({ id, name, description, attributes }: SchemaDefinition, baseUrl: string): ResourceData {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id,
    name,
    description,
    attributes: attributes as unknown as Json,
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${id}` },
  }
}

/** The schemas of these types, each once. */
export function schemasOfTypes(types: readonly ResourceType[]): readonly SchemaDefinition[] {
  return [
    ...new Set(types.flatMap(({ schema, extensions }) => [schema, ...extensions.map((extension) => extension.schema)])),
  ]
}
