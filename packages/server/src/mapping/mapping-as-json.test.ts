import { describe, expect, it } from 'vitest'

import { toMappingJson } from './mapping-as-json.ts'

describe('toMappingJson', () => {
  it('keeps names that look like numbers or booleans as the text they are', () => {
    const text = `scimGroupMappings:
  - { scimGroup: 2024, type: teamMemberRole, teamId: 007, teamMemberRole: yes }
  - scimGroup: true
    type: organizationOwner
limits: { maxRevocations: 50 }
`
    expect(JSON.parse(toMappingJson(text))).toEqual({
      scimGroupMappings: [
        { scimGroup: '2024', type: 'teamMemberRole', teamId: '007', teamMemberRole: 'yes' },
        { scimGroup: 'true', type: 'organizationOwner' },
      ],
      limits: { maxRevocations: 50 },
    })
  })

  it('is an empty mapping for an empty text', () => {
    expect(JSON.parse(toMappingJson(''))).toEqual({})
    expect(JSON.parse(toMappingJson('# nothing yet\n'))).toEqual({})
  })
})
