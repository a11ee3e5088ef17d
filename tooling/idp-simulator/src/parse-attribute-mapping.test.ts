import { describe, expect, it } from 'vitest'

import {
  DEFAULT_ATTRIBUTE_MAPPING,
  defaultAttributeMappings,
  parseAttributeMappings,
} from './parse-attribute-mapping.ts'

describe('attribute mapping', () => {
  it('has the default of the provider guide', () => {
    const { users, groups } = defaultAttributeMappings()
    expect(users.map((row) => row.target.text)).toEqual([
      'userName',
      'active',
      'displayName',
      'emails[type eq "work"].value',
      'externalId',
    ])
    expect(users.map((row) => row.matchingPrecedence)).toEqual([1, null, null, null, null])
    expect(groups.map((row) => [row.target.text, row.isReference])).toEqual([
      ['displayName', false],
      ['externalId', false],
      ['members', true],
    ])
  })

  it('reads the default back from its YAML, and keeps the group rows where a file has none', () => {
    expect(parseAttributeMappings(DEFAULT_ATTRIBUTE_MAPPING)).toEqual(defaultAttributeMappings())
    const mappings = parseAttributeMappings(
      'attributeMappings: [{ target: userName, source: mail, matchingPrecedence: 1 }]',
    )
    expect(mappings.users).toHaveLength(1)
    expect(mappings.groups).toEqual(defaultAttributeMappings().groups)
  })

  it('stands beside the other sections of a mapping file', () => {
    expect(parseAttributeMappings('scimGroupMappings: []')).toEqual(defaultAttributeMappings())
  })

  it('knows the forms of target paths', () => {
    const targets = [
      'title',
      'name.givenName',
      'phoneNumbers[type eq "mobile"].value',
      'emails[type eq "work"].primary',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
      'urn:x:2.0:User:list[kind eq "a:b"].value',
    ]
    const rows = targets.map((target) => `  - { target: '${target}', source: displayName }`).join('\n')
    const { users } = parseAttributeMappings(
      `attributeMappings:\n  - { target: userName, source: mail, matchingPrecedence: 1 }\n${rows}`,
    )
    expect(users.slice(1).map(({ target: { text: _text, ...parts } }) => parts)).toEqual([
      { urn: null, attribute: 'title', filter: null, subAttribute: null, isBoolean: false },
      { urn: null, attribute: 'name', filter: null, subAttribute: 'givenName', isBoolean: false },
      {
        urn: null,
        attribute: 'phoneNumbers',
        filter: { attribute: 'type', value: 'mobile' },
        subAttribute: 'value',
        isBoolean: false,
      },
      {
        urn: null,
        attribute: 'emails',
        filter: { attribute: 'type', value: 'work' },
        subAttribute: 'primary',
        isBoolean: true,
      },
      {
        urn: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
        attribute: 'department',
        filter: null,
        subAttribute: null,
        isBoolean: false,
      },
      {
        urn: 'urn:x:2.0:User',
        attribute: 'list',
        filter: { attribute: 'kind', value: 'a:b' },
        subAttribute: 'value',
        isBoolean: false,
      },
    ])
  })

  it.each<[name: string, row: string, message: string]>([
    ['a source that is unknown', '{ target: title, source: jobtitel }', 'm.yaml:3:30 [jobtitel] is none of objectId'],
    [
      'an expression that is broken',
      `{ target: title, expression: 'Join("-", [mail' }`,
      'm.yaml:3:45 this "[" has no "]"',
    ],
    [
      'an attribute inside an expression',
      `{ target: title, expression: 'Join("-", [nope])' }`,
      'm.yaml:3:45 [nope] is none of',
    ],
    [
      'a reference inside an expression',
      `{ target: manager, expression: 'ToLower([manager])' }`,
      '[manager] is a reference',
    ],
    ['neither source nor expression', '{ target: title }', 'm.yaml:3:5 a row has either a source or an expression'],
    [
      'both source and expression',
      `{ target: title, source: mail, expression: '[mail]' }`,
      'm.yaml:3:5 a row has either a source or an expression',
    ],
    [
      'a target that is no path',
      `{ target: 'emails[type sw "w"].value', source: mail }`,
      'm.yaml:3:16 "emails[type sw "w"].value" is no attribute path',
    ],
    [
      'an unknown key',
      '{ target: title, source: mail, precedence: 1 }',
      'm.yaml:3:36 attributeMappings.1.precedence: is no key',
    ],
    [
      'an unknown time of application',
      '{ target: title, source: mail, apply: never }',
      'm.yaml:3:36 attributeMappings.1.apply: ',
    ],
  ])('refuses %s at its place', (_name, row, message) => {
    const text = `attributeMappings:\n  - { target: userName, source: mail, matchingPrecedence: 1 }\n  - ${row}`
    expect(() => parseAttributeMappings(text, 'm.yaml')).toThrow(message)
  })

  it('refuses rows of which none matches', () => {
    const text = 'attributeMappings: [{ target: userName, source: mail }]'
    expect(() => parseAttributeMappings(text)).toThrow('mapping.yaml:1:1 one row needs a matchingPrecedence')
  })
})
