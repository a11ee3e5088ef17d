import { describe, expect, it } from 'vitest'

import { keysAt, valuesAt } from './complete-mapping.ts'
import type { Vocabulary } from './vocabulary.ts'

const vocabulary: Vocabulary = {
  schema: {
    properties: {
      scimGroupMappings: { items: { $ref: '#/$defs/entry' } },
      defaults: { properties: { organizationRole: { enum: ['Owner', 'Member'] } } },
    },
    $defs: {
      entry: {
        oneOf: [
          { properties: { scimGroup: {}, type: { const: 'organizationOwner' } } },
          { properties: { scimGroup: {}, type: { const: 'teamMemberRole' }, teamId: {} } },
        ],
      },
    },
  },
  groups: ['acme_owners', 'yes', 'a: b'],
  teams: ['sales'],
  teamRoles: ['Steward'],
}

const place = (path: readonly string[]) => ({ path, kind: 'key' as const, typed: '' })

describe('completion of the mapping', () => {
  it('knows the keys of every form that an entry may have, through references', () => {
    const labels = keysAt(vocabulary, place(['scimGroupMappings', '*'])).map(({ label }) => label)
    expect(labels).toEqual(['scimGroup', 'type', 'teamId'])
  })

  it.each<[readonly string[], readonly string[]]>([
    [
      ['scimGroupMappings', '*', 'type'],
      ['organizationOwner', 'teamMemberRole'],
    ],
    [['scimGroupMappings', '*', 'teamId'], ['sales']],
    [
      ['scimGroupMappings', '*', 'scimGroup'],
      ['acme_owners', '"yes"', '"a: b"'],
    ],
    [
      ['defaults', 'organizationRole'],
      ['Owner', 'Member'],
    ],
    [['nowhere'], []],
  ])('knows the values of %j, quoted where YAML would misread them', (path, labels) => {
    expect(valuesAt(vocabulary, place(path)).map(({ label }) => label)).toEqual(labels)
  })
})
