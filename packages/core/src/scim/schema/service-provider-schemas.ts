import { defineAttribute, type AttributeDefinition } from './attribute-definition.ts'
import type { SchemaDefinition } from './schema-definition.ts'

type Characteristics = Parameters<typeof defineAttribute>[2]

const fixed = (name: string, description: string, characteristics: Characteristics = {}): AttributeDefinition =>
  defineAttribute(name, description, { mutability: 'readOnly', ...characteristics })

const feature = (
  name: string,
  description: string,
  details: readonly AttributeDefinition[] = [],
): AttributeDefinition =>
  fixed(name, description, {
    type: 'complex',
    required: true,
    subAttributes: [
      fixed('supported', 'Whether the operation is supported.', { type: 'boolean', required: true }),
      ...details,
    ],
  })

const integer = { type: 'integer', required: true } as const
const uri = { type: 'reference', referenceTypes: ['external'] } as const

/** RFC 7643 §5, with the pagination of RFC 9865 §4 and what the SCIM Interoperability Profile §4 adds. */
export const SERVICE_PROVIDER_CONFIG_SCHEMA: SchemaDefinition = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
  name: 'ServiceProviderConfig',
  description: "The service provider's configuration",
  attributes: [
    fixed('documentationUri', 'Where the documentation for humans is.', uri),
    feature('patch', 'PATCH.'),
    feature('bulk', 'Bulk operations.', [
      fixed('maxOperations', 'The most operations in a request.', integer),
      fixed('maxPayloadSize', 'The largest payload in bytes.', integer),
    ]),
    feature('filter', 'Filters.', [fixed('maxResults', 'The most resources in a response.', integer)]),
    feature('changePassword', 'Changing a password.'),
    feature('sort', 'Sorting.'),
    feature('etag', 'ETags.'),
    fixed('pagination', 'Pagination.', {
      type: 'complex',
      subAttributes: [
        fixed('cursor', 'Whether cursor paging is supported.', { type: 'boolean', required: true }),
        fixed('index', 'Whether index paging is supported.', { type: 'boolean', required: true }),
        fixed('defaultPaginationMethod', 'The method without parameters.', { canonicalValues: ['cursor', 'index'] }),
        fixed('defaultPageSize', 'The number of resources in a page without count.', { type: 'integer' }),
        fixed('maxPageSize', 'The most resources in a page.', { type: 'integer' }),
        fixed('cursorTimeout', 'The seconds that a cursor lives.', { type: 'integer' }),
      ],
    }),
    fixed('interopProfileConformant', 'Whether the SCIM Interoperability Profile is kept.', { type: 'boolean' }),
    fixed('securityEvents', 'What is told by security event tokens (RFC 9967 §4).', {
      type: 'complex',
      subAttributes: [
        fixed('asyncRequest', 'Which requests are completed asynchronously.', {
          canonicalValues: ['none', 'long', 'request'],
        }),
        fixed('eventUris', 'The events that tokens may have.', { multiValued: true }),
      ],
    }),
    fixed('authenticationSchemes', 'How a client authenticates.', {
      type: 'complex',
      multiValued: true,
      required: true,
      subAttributes: [
        fixed('type', 'The scheme.', {
          required: true,
          canonicalValues: ['oauth', 'oauth2', 'oauthbearertoken', 'httpbasic', 'httpdigest'],
        }),
        fixed('name', 'The common name of the scheme.', { required: true }),
        fixed('description', 'What the scheme is.', { required: true }),
        fixed('specUri', 'Where the scheme is specified.', uri),
        fixed('documentationUri', 'Where the use of the scheme is described.', uri),
        fixed('primary', 'Whether this is the preferred scheme.', { type: 'boolean' }),
      ],
    }),
  ],
}

const schemaUri = { type: 'reference', referenceTypes: ['uri'], required: true } as const

/** RFC 7643 §6. */
export const RESOURCE_TYPE_SCHEMA: SchemaDefinition = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:ResourceType',
  name: 'ResourceType',
  description: 'The schema of a resource type',
  attributes: [
    fixed('name', 'The name of the resource type.', { required: true }),
    fixed('description', 'What the resource type is.'),
    fixed('endpoint', 'The endpoint, relative to the base URL.', schemaUri),
    fixed('schema', 'The URN of the primary schema.', schemaUri),
    fixed('schemaExtensions', 'The extensions of the resource type.', {
      type: 'complex',
      multiValued: true,
      subAttributes: [
        fixed('schema', 'The URN of the extension.', schemaUri),
        fixed('required', 'Whether every resource has the extension.', { type: 'boolean', required: true }),
      ],
    }),
  ],
}

const exact = { caseExact: true } as const
const flag = { type: 'boolean' } as const

const characteristics: readonly AttributeDefinition[] = [
  fixed('name', 'The name of the attribute.', { ...exact, required: true }),
  fixed('type', 'The data type of the attribute.', {
    required: true,
    canonicalValues: ['string', 'complex', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'binary'],
  }),
  fixed('multiValued', 'Whether there can be several values.', { ...flag, required: true }),
  fixed('description', 'What the attribute is.', exact),
  fixed('required', 'Whether there must be a value.', flag),
  fixed('canonicalValues', 'Suggested values.', { ...exact, multiValued: true }),
  fixed('caseExact', 'Whether text compares by case.', flag),
  fixed('mutability', 'Whether the attribute can be changed.', {
    ...exact,
    canonicalValues: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
  }),
  fixed('returned', 'When the attribute is returned.', {
    ...exact,
    canonicalValues: ['always', 'never', 'default', 'request'],
  }),
  fixed('uniqueness', 'Where a value is unique.', { ...exact, canonicalValues: ['none', 'server', 'global'] }),
  fixed('referenceTypes', 'What can be referred to.', { ...exact, multiValued: true }),
]

/** RFC 7643 §7. */
export const SCHEMA_SCHEMA: SchemaDefinition = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:Schema',
  name: 'Schema',
  description: 'The schema of a schema',
  attributes: [
    fixed('name', 'The name of the schema.', { required: true }),
    fixed('description', 'What the schema is.'),
    fixed('attributes', 'The attributes of the schema.', {
      type: 'complex',
      multiValued: true,
      required: true,
      subAttributes: [
        ...characteristics,
        fixed('subAttributes', 'The sub-attributes of a complex attribute.', {
          type: 'complex',
          multiValued: true,
          subAttributes: characteristics,
        }),
      ],
    }),
  ],
}
