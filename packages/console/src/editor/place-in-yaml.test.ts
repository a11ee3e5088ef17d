import { describe, expect, it } from 'vitest'

import { placeInYaml } from './place-in-yaml.ts'

/** The text up to the cursor. */
const at = (text: string) => placeInYaml(text.split('\n'))

describe('placeInYaml', () => {
  it.each<[string, string, readonly string[], 'key' | 'value', string]>([
    ['a key of the file', 'sci', [], 'key', 'sci'],
    ['the first key of an element', 'scimGroupMappings:\n  - sc', ['scimGroupMappings', '*'], 'key', 'sc'],
    ['an element as indented as its key', 'scimGroupMappings:\n- sc', ['scimGroupMappings', '*'], 'key', 'sc'],
    [
      'another key of an element',
      'scimGroupMappings:\n  - scimGroup: a\n    ty',
      ['scimGroupMappings', '*'],
      'key',
      'ty',
    ],
    [
      'a value in an element',
      'scimGroupMappings:\n  - scimGroup: a\n    type: org',
      ['scimGroupMappings', '*', 'type'],
      'value',
      'org',
    ],
    [
      'a value after other elements',
      'scimGroupMappings:\n  - scimGroup: a\n    type: x\n  - scimGroup: acme',
      ['scimGroupMappings', '*', 'scimGroup'],
      'value',
      'acme',
    ],
    [
      'a list within an element',
      'roleRules:\n  - id: x\n    grant:\n      - type: t\n        te',
      ['roleRules', '*', 'grant', '*'],
      'key',
      'te',
    ],
    ['a nested object', 'defaults:\n  organizationRole: M', ['defaults', 'organizationRole'], 'value', 'M'],
    ['after a section that has ended', 'defaults:\n  organizationRole: M\nlim', [], 'key', 'lim'],
    ['a key of a flow element', 'scimGroupMappings:\n  - { scimGroup: a, ty', ['scimGroupMappings', '*'], 'key', 'ty'],
    [
      'a value of a flow element',
      'scimGroupMappings:\n  - { scimGroup: a, type: o',
      ['scimGroupMappings', '*', 'type'],
      'value',
      'o',
    ],
  ])('finds %s', (_, text, path, kind, typed) => {
    expect(at(text)).toEqual({ path, kind, typed })
  })

  it('says nothing within a comment', () => {
    expect(at('# scim')).toBeNull()
  })
})
