import { parseSchemas } from '@rolecall/core/scim/schema/configured/parse-schemas'
import type { ResourceTypes } from '@rolecall/core/scim/schema/resource-types'

/** The extension that `sampleTypes` has, with an attribute of every type, single and multi-valued. */
export const sampleExtension = 'urn:example:scim:schemas:extension:badge:1.0:User'

const { issues, resourceTypes } = parseSchemas([
  {
    id: sampleExtension,
    resourceType: 'User',
    attributes: [
      { name: 'code', caseExact: true },
      { name: 'level', type: 'integer' },
      { name: 'ratio', type: 'decimal' },
      { name: 'since', type: 'dateTime' },
      { name: 'external', type: 'boolean' },
      { name: 'page', type: 'reference', referenceTypes: ['external'] },
      { name: 'print', type: 'binary' },
      { name: 'tags', multiValued: true },
      { name: 'codes', multiValued: true, caseExact: true },
      { name: 'scores', type: 'integer', multiValued: true },
      { name: 'flags', type: 'boolean', multiValued: true },
      { name: 'days', type: 'dateTime', multiValued: true },
      {
        name: 'doors',
        type: 'complex',
        multiValued: true,
        subAttributes: [
          { name: 'value', caseExact: true },
          { name: 'floor', type: 'integer' },
          { name: 'primary', type: 'boolean' },
        ],
      },
      {
        name: 'desk',
        type: 'complex',
        subAttributes: [{ name: 'room' }, { name: 'floor', type: 'integer' }, { name: 'labels', multiValued: true }],
      },
    ],
  },
  { id: 'urn:ietf:params:scim:schemas:core:2.0:User', attributes: [{ name: 'rank', type: 'integer' }] },
  { id: 'urn:ietf:params:scim:schemas:core:2.0:Group', attributes: [{ name: 'costObject', caseExact: true }] },
])

if (issues.length > 0) throw new Error(JSON.stringify(issues))

/** The resource types of the RFCs with what a configuration may add to them. */
export const sampleTypes: ResourceTypes = resourceTypes
