import { describe, expect, it } from 'vitest'

import { Tolerances } from '../../tolerance.ts'
import { findAttribute } from '../find-attribute.ts'
import { standardResourceTypes } from '../resource-types.ts'
import { parseSchemas } from './parse-schemas.ts'

const BADGE = 'urn:example:scim:schemas:extension:badge:1.0:User'
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const badge = (change: object) => [{ id: BADGE, resourceType: 'User', attributes: [{ name: 'code' }], ...change }]
const attribute = (change: object) => badge({ attributes: [{ name: 'code', ...change }] })

function mistakesOf(schemas: unknown): string[] {
  return parseSchemas(schemas).issues.map(({ message, part, path }) => `${path.join('.')} (${part}) ${message}`)
}

describe('parseSchemas', () => {
  it('has the types of the RFCs, the very same, where nothing is configured', () => {
    expect(parseSchemas(undefined).resourceTypes).toBe(standardResourceTypes)
  })

  it('adds an extension with the defaults of RFC 7643 §2.2', () => {
    const { issues, resourceTypes } = parseSchemas(badge({ required: true }))
    expect(issues).toEqual([])
    expect(resourceTypes.Group).toBe(standardResourceTypes.Group)
    expect(resourceTypes.User.extensions.at(-1)).toEqual({
      required: true,
      schema: {
        id: BADGE,
        name: 'User',
        description: 'User',
        attributes: [
          {
            name: 'code',
            description: '',
            type: 'string',
            multiValued: false,
            required: false,
            caseExact: false,
            mutability: 'readWrite',
            returned: 'default',
            uniqueness: 'none',
          },
        ],
      },
    })
  })

  it('adds attributes to the schemas that are there, core and extension, and changes nothing of theirs', () => {
    const { issues, resourceTypes } = parseSchemas([
      { id: CORE.toUpperCase(), attributes: [{ name: 'rank', type: 'integer' }] },
      { id: ENTERPRISE, attributes: [{ name: 'floor' }] },
    ])
    expect(issues).toEqual([])
    const find = (path: string) => findAttribute(resourceTypes.User, path, new Tolerances({ strict: true }))
    expect(find('rank')).toMatchObject({ schema: undefined, attribute: { type: 'integer' } })
    expect(find(`${ENTERPRISE}:floor`)).toMatchObject({ schema: ENTERPRISE })
    expect(find(`${ENTERPRISE}:department`)).toBeDefined()
    expect(findAttribute(standardResourceTypes.User, 'rank', new Tolerances())).toBeUndefined()
  })

  it.each<[string, unknown, string[]]>([
    ['no list', {}, [' (value) a list of schemas was expected']],
    ['an entry that is none', [7], ['0 (value) a mapping was expected: a schema with id, name, description, …']],
    [
      'a key that a schema does not have',
      badge({ nmae: 'x' }),
      [
        "0.nmae (key) 'nmae' is nothing that a schema has; known are id, name, description, resourceType, required, attributes",
      ],
    ],
    [
      'no id',
      [{ resourceType: 'User', attributes: [{ name: 'a' }] }],
      ['0 (value) the id is missing: the URN of the schema'],
    ],
    [
      'an id that is no URN',
      badge({ id: 'badge' }),
      ["0.id (value) 'badge' is no URN, such as urn:example:scim:schemas:extension:badge:1.0:User"],
    ],
    [
      'the URN of a message',
      badge({ id: 'urn:ietf:params:scim:api:messages:2.0:PatchOp' }),
      [
        "0.id (value) urn:ietf:params:scim:api:messages:2.0:PatchOp belongs to the protocol; a schema of one's own needs another URN",
      ],
    ],
    [
      'a URN that a schema had before',
      badge({ id: 'urn:scim:schemas:core:1.0' }),
      ["0.id (value) urn:scim:schemas:core:1.0 belongs to the protocol; a schema of one's own needs another URN"],
    ],
    [
      'a schema twice',
      [...badge({}), ...badge({ id: BADGE.toUpperCase() })],
      [`1.id (value) the schema ${BADGE.toUpperCase()} stands there twice`],
    ],
    [
      'no resource type',
      [{ id: BADGE, attributes: [{ name: 'a' }] }],
      ['0 (value) resourceType is missing: User or Group'],
    ],
    [
      'an unknown resource type',
      badge({ resourceType: 'Device' }),
      ['0.resourceType (value) one of User, Group was expected'],
    ],
    [
      'a name for a schema of the RFC',
      [{ id: CORE, name: 'X', attributes: [{ name: 'a' }] }],
      [`0.name (key) ${CORE} is there already: only its attributes can be added to`],
    ],
    [
      'no attributes',
      badge({ attributes: [] }),
      ['0.attributes (value) a list of attributes was expected, each with a name'],
    ],
    [
      'an attribute without name',
      badge({ attributes: [{ type: 'string' }] }),
      ['0.attributes.0 (value) the name is missing'],
    ],
    [
      'a name that is none',
      attribute({ name: '1st' }),
      ["0.attributes.0.name (value) '1st' is no name: a letter, then letters, digits, '-', '_' or '$' (RFC 7643 §2.1)"],
    ],
    [
      'a name of every object',
      attribute({ name: 'constructor' }),
      ["0.attributes.0.name (value) 'constructor' can not be the name of an attribute here"],
    ],
    [
      'a password',
      [{ id: CORE, attributes: [{ name: 'Password' }] }],
      ["0.attributes.0.name (value) 'Password' can not be the name of an attribute here"],
    ],
    [
      'a name twice, in any case',
      badge({ attributes: [{ name: 'code' }, { name: 'CODE' }] }),
      ["0.attributes.1.name (value) there is an attribute 'CODE' already (names compare without case)"],
    ],
    [
      'the name of a common attribute',
      [{ id: CORE, attributes: [{ name: 'externalid' }] }],
      ["0.attributes.0.name (value) there is an attribute 'externalid' already (names compare without case)"],
    ],
    [
      'an unknown type',
      attribute({ type: 'text' }),
      [
        '0.attributes.0.type (value) one of string, boolean, decimal, integer, dateTime, binary, reference, complex was expected',
      ],
    ],
    [
      'a flag that is none',
      attribute({ required: 'yes' }),
      ['0.attributes.0.required (value) true or false was expected'],
    ],
    [
      'case of what is no text',
      attribute({ type: 'integer', caseExact: true }),
      ['0.attributes.0.caseExact (key) only a string has caseExact'],
    ],
    [
      'a reference without case',
      attribute({ type: 'reference', referenceTypes: ['uri'], caseExact: false }),
      ['0.attributes.0.caseExact (key) a reference is always case exact'],
    ],
    [
      'values for what is no text',
      attribute({ type: 'integer', canonicalValues: ['1'] }),
      ['0.attributes.0.canonicalValues (key) only a string has canonicalValues'],
    ],
    [
      'a value twice',
      attribute({ canonicalValues: ['a', 'a'] }),
      ['0.attributes.0.canonicalValues (value) a value stands there twice'],
    ],
    [
      'a reference to nothing',
      attribute({ type: 'reference' }),
      ['0.attributes.0 (value) a reference needs referenceTypes: some of User, Group, external, uri'],
    ],
    [
      'a reference to an unknown type',
      attribute({ type: 'reference', referenceTypes: ['Device'] }),
      ['0.attributes.0.referenceTypes (value) Device: some of User, Group, external, uri were expected'],
    ],
    [
      'a value that is unique everywhere',
      attribute({ uniqueness: 'global' }),
      ["0.attributes.0.uniqueness (value) values are unique within one organization: 'server' was expected"],
    ],
    [
      'a boolean that is unique',
      attribute({ type: 'boolean', uniqueness: 'server' }),
      ['0.attributes.0.uniqueness (value) a boolean can not be unique'],
    ],
    [
      'what nobody can give and everybody must',
      attribute({ required: true, mutability: 'readOnly' }),
      ['0.attributes.0.required (value) no client can give what is readOnly'],
    ],
    [
      'what is written and returned',
      attribute({ mutability: 'writeOnly', returned: 'request' }),
      ['0.attributes.0.returned (value) what is writeOnly is returned never'],
    ],
    [
      'a complex attribute without parts',
      attribute({ type: 'complex' }),
      ['0.attributes.0 (value) a complex attribute needs subAttributes'],
    ],
    [
      'parts of what is not complex',
      attribute({ subAttributes: [{ name: 'a' }] }),
      ['0.attributes.0.subAttributes (key) only a complex attribute has subAttributes'],
    ],
    [
      'a complex part',
      attribute({ type: 'complex', subAttributes: [{ name: 'a', type: 'complex' }] }),
      ['0.attributes.0.subAttributes.0.type (value) a sub-attribute can not be complex (RFC 7643 §2.3.8)'],
    ],
    [
      'a primary that is no boolean',
      attribute({ type: 'complex', multiValued: true, subAttributes: [{ name: 'primary' }] }),
      ["0.attributes.0.subAttributes (value) 'primary' of several values is a boolean (RFC 7643 §2.4)"],
    ],
    [
      'an attribute that reads as a schema',
      [...badge({ id: 'urn:example:a' }), ...badge({ id: 'urn:example:a:code' })],
      [' (value) urn:example:a:code would be a schema and an attribute of one'],
    ],
  ])('refuses %s', (_, schemas, mistakes) => {
    expect(mistakesOf(schemas)).toEqual(mistakes)
  })

  it('tells all mistakes at once', () => {
    const schemas = [
      { id: 'x', resourceType: 'Y', attributes: [{ name: '$', type: 'z' }, { returned: 'maybe' }] },
      ...attribute({ mutability: 'none', colour: 1, subAttributes: [{ name: 'a', required: 1 }] }),
    ]
    expect(parseSchemas(schemas).issues.map(({ path }) => path.join('.'))).toEqual([
      '0.id',
      '0.attributes.0.name',
      '0.attributes.0.type',
      '0.attributes.1',
      '0.attributes.1.returned',
      '0.resourceType',
      '1.attributes.0.colour',
      '1.attributes.0.mutability',
      '1.attributes.0.subAttributes',
    ])
  })
})
