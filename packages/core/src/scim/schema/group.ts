import { defineAttribute } from './attribute-definition.ts'
import type { ResourceType } from './resource-type.ts'
import type { SchemaDefinition } from './schema-definition.ts'

/** RFC 7643 §4.2. */
export const GROUP_SCHEMA: SchemaDefinition = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  name: 'Group',
  description: 'Group',
  formerIds: ['urn:scim:schemas:core:1.0', 'urn:scim:schemas:core:2.0', 'urn:scim:schemas:core:2.0:Group'],
  attributes: [
    defineAttribute('displayName', 'The name of the group, suitable for display.', { required: true }),
    defineAttribute('members', 'The members of the group.', {
      type: 'complex',
      multiValued: true,
      subAttributes: [
        defineAttribute('value', 'The id of the member, compared exactly.', {
          required: true,
          caseExact: true,
          mutability: 'immutable',
        }),
        defineAttribute('$ref', 'The URI of the member.', {
          type: 'reference',
          referenceTypes: ['User', 'Group'],
          mutability: 'immutable',
        }),
        defineAttribute('display', 'The displayName of the member.', { mutability: 'readOnly' }),
        defineAttribute('type', 'The resource type of the member.', {
          canonicalValues: ['User', 'Group'],
          mutability: 'immutable',
        }),
      ],
    }),
  ],
}

export const GROUP: ResourceType = {
  id: 'Group',
  name: 'Group',
  description: 'Group',
  endpoint: '/Groups',
  schema: GROUP_SCHEMA,
  extensions: [],
}
