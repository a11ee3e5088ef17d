import { defineAttribute } from '../../scim/schema/attribute-definition.ts'
import type { ResourceType } from '../../scim/schema/resource-type.ts'

const readOnly = { mutability: 'readOnly' } as const

const displayName = defineAttribute('displayName', 'The name, suitable for display.', { ...readOnly, required: true })
const description = defineAttribute('description', 'What whoever has it may do.', readOnly)

/** The resource types of what can be given, by name. They are read only: owners change it, not providers. */
export interface CatalogueTypes {
  readonly Role: ResourceType
  readonly Entitlement: ResourceType
}

export type CatalogueTypeName = keyof CatalogueTypes

/**
 * Roles of the organization and, as entitlements, roles in its teams, by the schemas of Okta's Entitlement Management
 * (https://developer.okta.com/docs/guides/scim-with-entitlements).
 */
export const catalogueTypes: CatalogueTypes = {
  Role: {
    id: 'Role',
    name: 'Role',
    description: 'A role in the organization',
    endpoint: '/Roles',
    schema: {
      id: 'urn:okta:scim:schemas:core:1.0:Role',
      name: 'Role',
      description: 'A role in the organization',
      attributes: [displayName, description],
    },
    extensions: [],
  },
  Entitlement: {
    id: 'Entitlement',
    name: 'Entitlement',
    description: 'A role in a team',
    endpoint: '/Entitlements',
    schema: {
      id: 'urn:okta:scim:schemas:core:1.0:Entitlement',
      name: 'Entitlement',
      description: 'A role in a team',
      attributes: [
        displayName,
        description,
        defineAttribute('type', 'The name of the resource type.', { ...readOnly, canonicalValues: ['Entitlement'] }),
      ],
    },
    extensions: [],
  },
}
