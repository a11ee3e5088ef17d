import { defineAttribute } from './attribute-definition.ts'

const readOnly = { mutability: 'readOnly' } as const

/** The attributes that every resource has and no schema lists (RFC 7643 §3 and §3.1). */
export const COMMON_ATTRIBUTES = [
  defineAttribute('schemas', 'The URNs of the schemas of this resource.', {
    type: 'reference',
    referenceTypes: ['uri'],
    multiValued: true,
    caseExact: false,
    returned: 'always',
  }),
  defineAttribute('id', 'The identifier of the resource, made by the service provider.', {
    ...readOnly,
    caseExact: true,
    returned: 'always',
    uniqueness: 'server',
  }),
  defineAttribute('externalId', 'The identifier of the resource at the provisioning client.', { caseExact: true }),
  defineAttribute('meta', 'The metadata of the resource.', {
    ...readOnly,
    type: 'complex',
    subAttributes: [
      defineAttribute('resourceType', 'The name of the resource type.', { ...readOnly, caseExact: true }),
      defineAttribute('created', 'When the resource was created.', { ...readOnly, type: 'dateTime' }),
      defineAttribute('lastModified', 'When the resource was last changed.', { ...readOnly, type: 'dateTime' }),
      defineAttribute('location', 'The URI of the resource.', {
        ...readOnly,
        type: 'reference',
        referenceTypes: ['uri'],
      }),
      defineAttribute('version', 'The version of the resource, as in its ETag.', { ...readOnly, caseExact: true }),
    ],
  }),
] as const
