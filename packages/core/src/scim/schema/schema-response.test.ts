import { describe, expect, it } from 'vitest'
import { isJsonObject, type Json } from '../resource/resource-data.ts'
import { ENTERPRISE_USER_SCHEMA } from './enterprise-user.ts'
import { GROUP_SCHEMA } from './group.ts'
import { toResourceTypeResponse, toSchemaResponse } from './schema-response.ts'
import { toServiceProviderConfig } from './service-provider-config.ts'
import { RESOURCE_TYPE_SCHEMA, SCHEMA_SCHEMA, SERVICE_PROVIDER_CONFIG_SCHEMA } from './service-provider-schemas.ts'
import { USER, USER_SCHEMA } from './user.ts'

const BASE = 'https://example.com/api/scim/v2'
const SCHEMAS = [
  USER_SCHEMA,
  GROUP_SCHEMA,
  ENTERPRISE_USER_SCHEMA,
  SERVICE_PROVIDER_CONFIG_SCHEMA,
  RESOURCE_TYPE_SCHEMA,
  SCHEMA_SCHEMA,
]
const FEATURES = { maxOperations: 1000, maxPayloadSize: 1_048_576, maxResults: 1000, defaultPageSize: 100 }

describe('toSchemaResponse', () => {
  it.each(SCHEMAS)('gives every attribute of $name all its characteristics (RFC 7643 §7)', (schema) => {
    const response = toSchemaResponse(schema, BASE)
    expect(response).toMatchObject({ id: schema.id, meta: { location: `${BASE}/Schemas/${schema.id}` } })
    const names = [
      'name',
      'type',
      'multiValued',
      'description',
      'required',
      'caseExact',
      'mutability',
      'returned',
      'uniqueness',
    ]
    for (const attribute of allAttributes(response['attributes']))
      expect(Object.keys(attribute)).toEqual(expect.arrayContaining(names))
    expect(JSON.stringify(response)).not.toContain('null')
  })

  it('leaves out the names of earlier versions', () => {
    expect(JSON.stringify(toSchemaResponse(USER_SCHEMA, BASE))).not.toContain('urn:scim:')
  })
})

describe('toResourceTypeResponse', () => {
  it('serves the User with its extension (RFC 7643 §8.6)', () => {
    expect(toResourceTypeResponse(USER, BASE)).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
      id: 'User',
      name: 'User',
      endpoint: '/Users',
      description: 'User Account',
      schema: 'urn:ietf:params:scim:schemas:core:2.0:User',
      schemaExtensions: [{ schema: ENTERPRISE_USER_SCHEMA.id, required: false }],
      meta: { location: `${BASE}/ResourceTypes/User`, resourceType: 'ResourceType' },
    })
  })
})

describe('toServiceProviderConfig', () => {
  it('always has bulk.maxOperations, and no nulls', () => {
    const response = toServiceProviderConfig(FEATURES, BASE)
    expect(response).toMatchObject({
      bulk: { supported: true, maxOperations: 1000, maxPayloadSize: 1_048_576 },
      pagination: { cursor: true, index: true },
    })
    expect(JSON.stringify(response)).not.toContain('null')
  })

  it('has no attribute that its schema lacks', () => {
    const defined = new Set(SERVICE_PROVIDER_CONFIG_SCHEMA.attributes.map(({ name }) => name))
    const names = Object.keys(toServiceProviderConfig({ ...FEATURES, cursorTimeout: 60, documentationUri: BASE }, BASE))
    expect(names.filter((name) => !defined.has(name))).toEqual(['schemas', 'meta'])
  })
})

function allAttributes(list: Json | undefined): readonly Readonly<Record<string, Json>>[] {
  if (!Array.isArray(list)) return []
  const attributes = (list as readonly Json[]).filter(isJsonObject)
  return attributes.flatMap((attribute) => [attribute, ...allAttributes(attribute['subAttributes'])])
}
