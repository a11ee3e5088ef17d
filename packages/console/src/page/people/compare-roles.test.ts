import { describe, expect, it } from 'vitest'

import { compareRoles } from './compare-roles.ts'

const held = (role: string, effective = true) => ({ role, scope: 'team:sales', effective })

describe('compareRoles', () => {
  it('says of each role in force whether only one side has it, each once', () => {
    const now = [held('Steward'), held('Editor'), held('Owner', false)]
    const other = [held('Steward'), held('Steward'), held('Owner'), held('Editor', false)]
    expect(compareRoles(now, other).map(({ change, role }) => [role, change])).toEqual([
      ['Steward', 'same'],
      ['Owner', 'more'],
      ['Editor', 'less'],
    ])
    expect(compareRoles([], [])).toEqual([])
  })
})
