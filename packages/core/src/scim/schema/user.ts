import { defineAttribute } from './attribute-definition.ts'
import { ENTERPRISE_USER_SCHEMA } from './enterprise-user.ts'
import { defineMultiValued } from './multi-valued.ts'
import type { ResourceType } from './resource-type.ts'
import type { SchemaDefinition } from './schema-definition.ts'

const readOnly = { mutability: 'readOnly' } as const

/** RFC 7643 §4.1, without `password`, which this server accepts and never stores. */
export const USER_SCHEMA: SchemaDefinition = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:User',
  name: 'User',
  description: 'User Account',
  formerIds: ['urn:scim:schemas:core:1.0', 'urn:scim:schemas:core:2.0', 'urn:scim:schemas:core:2.0:User'],
  attributes: [
    defineAttribute('userName', 'The name by which the user is known, unique without regard to case.', {
      required: true,
      uniqueness: 'server',
    }),
    defineAttribute('name', "The components of the user's name.", {
      type: 'complex',
      subAttributes: [
        defineAttribute('formatted', 'The full name, formatted for display.'),
        defineAttribute('familyName', 'The family name.'),
        defineAttribute('givenName', 'The given name.'),
        defineAttribute('middleName', 'The middle name or names.'),
        defineAttribute('honorificPrefix', 'The prefix, such as a title.'),
        defineAttribute('honorificSuffix', 'The suffix.'),
      ],
    }),
    defineAttribute('displayName', 'The name of the user, suitable for display.'),
    defineAttribute('nickName', 'The casual way to address the user.'),
    defineAttribute('profileUrl', "The URL of the user's online profile.", {
      type: 'reference',
      referenceTypes: ['external'],
    }),
    defineAttribute('title', 'The title, such as "Vice President".'),
    defineAttribute('userType', 'The relationship between the organization and the user.'),
    defineAttribute('preferredLanguage', 'The preferred written or spoken language.'),
    defineAttribute('locale', 'The locale for currency, dates and numbers.'),
    defineAttribute('timezone', 'The time zone in IANA format, such as "America/Los_Angeles".'),
    defineAttribute('active', 'Whether the membership is active.', { type: 'boolean' }),
    defineMultiValued('emails', 'E-mail addresses.', { types: ['work', 'home', 'other'] }),
    defineMultiValued('phoneNumbers', 'Phone numbers.', { types: ['work', 'home', 'mobile', 'fax', 'pager', 'other'] }),
    defineMultiValued('ims', 'Instant messaging addresses.', {
      types: ['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo'],
    }),
    defineMultiValued('photos', 'URLs of photos.', {
      value: defineAttribute('value', 'The URL of a photo.', { type: 'reference', referenceTypes: ['external'] }),
      types: ['photo', 'thumbnail'],
    }),
    defineAttribute('addresses', 'Physical mailing addresses.', {
      type: 'complex',
      multiValued: true,
      subAttributes: [
        defineAttribute('formatted', 'The full address, formatted for display.'),
        defineAttribute('streetAddress', 'The street address.'),
        defineAttribute('locality', 'The city or locality.'),
        defineAttribute('region', 'The state or region.'),
        defineAttribute('postalCode', 'The postal code.'),
        defineAttribute('country', 'The country.'),
        defineAttribute('type', 'A label for the function of the address.', {
          canonicalValues: ['work', 'home', 'other'],
        }),
        defineAttribute('primary', 'Whether this is the preferred address; true at most once.', { type: 'boolean' }),
      ],
    }),
    defineAttribute('groups', 'The groups that the user belongs to; changed through the groups.', {
      ...readOnly,
      type: 'complex',
      multiValued: true,
      subAttributes: [
        defineAttribute('value', 'The id of the group.', { ...readOnly, caseExact: true }),
        defineAttribute('$ref', 'The URI of the group.', { ...readOnly, type: 'reference', referenceTypes: ['Group'] }),
        defineAttribute('display', 'The displayName of the group.', readOnly),
        defineAttribute('type', 'How the user belongs to the group.', { ...readOnly, canonicalValues: ['direct'] }),
      ],
    }),
    defineMultiValued('entitlements', 'Entitlements, things that the user has.'),
    defineMultiValued('roles', 'Roles at the provisioning client, who the user is.'),
    defineMultiValued('x509Certificates', 'Certificates of the user.', {
      value: defineAttribute('value', 'A DER-encoded X.509 certificate in base64.', { type: 'binary' }),
    }),
  ],
}

export const USER: ResourceType = {
  id: 'User',
  name: 'User',
  description: 'User Account',
  endpoint: '/Users',
  schema: USER_SCHEMA,
  extensions: [{ schema: ENTERPRISE_USER_SCHEMA, required: false }],
}
