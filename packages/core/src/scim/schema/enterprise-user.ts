import { defineAttribute } from './attribute-definition.ts'
import type { SchemaDefinition } from './schema-definition.ts'

/** RFC 7643 §4.3. `manager.displayName` is the server's to say; this one leaves it without a value, whatever a client sends. */
export const ENTERPRISE_USER_SCHEMA: SchemaDefinition = {
  id: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  name: 'EnterpriseUser',
  description: 'Enterprise user',
  formerIds: ['urn:scim:schemas:extension:enterprise:1.0', 'urn:scim:schemas:extension:enterprise:2.0:User'],
  attributes: [
    defineAttribute('employeeNumber', 'A numeric or alphanumeric identifier of the person.'),
    defineAttribute('costCenter', 'The name of a cost center.'),
    defineAttribute('organization', 'The name of an organization.'),
    defineAttribute('division', 'The name of a division.'),
    defineAttribute('department', 'The name of a department.'),
    defineAttribute('manager', "The user's manager.", {
      type: 'complex',
      subAttributes: [
        defineAttribute('value', 'The id of the manager.', { caseExact: true }),
        defineAttribute('$ref', 'The URI of the manager.', { type: 'reference', referenceTypes: ['User'] }),
        defineAttribute('displayName', 'The displayName of the manager, which this server does not say.', {
          mutability: 'readOnly',
        }),
      ],
    }),
  ],
}
