import type { Json, JsonObject } from '../resource/resource-data.ts'
import type { AttributeDefinition } from './attribute-definition.ts'
import type { ResourceType } from './resource-type.ts'
import type { SchemaDefinition } from './schema-definition.ts'
import { RESOURCE_TYPE_SCHEMA, SCHEMA_SCHEMA } from './service-provider-schemas.ts'

/** A schema as `/Schemas` serves it (RFC 7643 §7); `baseUrl` is where the endpoints are, without a trailing slash. */
export function toSchemaResponse(schema: SchemaDefinition, baseUrl: string): JsonObject {
  return {
    schemas: [SCHEMA_SCHEMA.id],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: schema.attributes.map(toAttributeResponse),
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${schema.id}` },
  }
}

/** A resource type as `/ResourceTypes` serves it (RFC 7643 §6). */
export function toResourceTypeResponse(type: ResourceType, baseUrl: string): JsonObject {
  return {
    schemas: [RESOURCE_TYPE_SCHEMA.id],
    id: type.id,
    name: type.name,
    description: type.description,
    endpoint: type.endpoint,
    schema: type.schema.id,
    schemaExtensions: type.extensions.map(({ schema, required }) => ({ schema: schema.id, required })),
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${type.id}` },
  }
}

function toAttributeResponse(attribute: AttributeDefinition): Json {
  const { name, description, type, multiValued, required, caseExact, mutability, returned, uniqueness } = attribute
  const { canonicalValues, referenceTypes, subAttributes } = attribute
  return {
    name,
    type,
    multiValued,
    description,
    required,
    caseExact,
    mutability,
    returned,
    uniqueness,
    ...(canonicalValues ? { canonicalValues } : {}),
    ...(referenceTypes ? { referenceTypes } : {}),
    ...(subAttributes ? { subAttributes: subAttributes.map(toAttributeResponse) } : {}),
  }
}
