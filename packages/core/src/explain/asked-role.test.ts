import { describe, expect, it } from 'vitest'

import { BadRequest } from '../scim/errors.ts'
import { isAsked, isWanted, toAskedRole } from './asked-role.ts'

describe('a role that is asked for', () => {
  it.each<[string | null, string | null, string, string, boolean]>([
    [null, null, 'organization', 'Owner', true],
    ['organization', null, 'organization', 'Owner', true],
    ['organization', null, 'team:sales', 'Owner', false],
    ['team:SALES', null, 'team:Sales', 'Owner', true],
    ['team:sales', null, 'team:ops', 'Owner', false],
    [null, 'owner', 'team:ops', 'OWNER', true],
    [null, 'owner', 'team:ops', 'Editor', false],
    ['team:ops', 'Editor', 'team:ops', 'editor', true],
    ['team:ops', 'Editor', 'team:sales', 'editor', false],
  ])('%s %s is %s %s: %s', (scope, role, grantScope, grantRole, expected) => {
    const asked = toAskedRole(scope, role)
    const value = { scope: grantScope, role: grantRole }
    expect(isAsked(asked, value)).toBe(expected)
    expect(isWanted({ effect: 'role', value }, asked)).toBe(expected)
    expect(isWanted({ effect: 'licence', value }, asked)).toBe(false)
  })

  it.each(['sales', 'team:', 'teams:sales', ''])('is of no scope %j', (scope) => {
    expect(() => toAskedRole(scope, null)).toThrow(BadRequest)
  })

  it('is none where something beside roles is asked for', () => {
    const asked = toAskedRole(null, null, 'licence')
    const value = { scope: 'organization', role: 'Owner' }
    expect(['licence', 'role'].map((effect) => isWanted({ effect, value }, asked))).toEqual([true, false])
    for (const [scope, role] of [
      ['organization', null],
      [null, 'owner'],
    ] as const) {
      expect(() => toAskedRole(scope, role, 'licence')).toThrow(BadRequest)
    }
  })

  it('is told as it was asked for', () => {
    expect(toAskedRole('team:SALES', 'OWNER')).toEqual({
      scope: 'team:sales',
      role: 'owner',
      effect: null,
      text: { scope: 'team:SALES', role: 'OWNER' },
    })
  })

  it('may be something beside roles instead, which has no scope', () => {
    const asked = toAskedRole(null, null, 'licence')
    expect(isWanted({ effect: 'licence', value: {} }, asked)).toBe(true)
    expect(isWanted({ effect: 'role', value: { scope: 'organization', role: 'Owner' } }, asked)).toBe(false)
    expect(() => toAskedRole('organization', null, 'licence')).toThrow('leave out scope and role')
    expect(() => toAskedRole(null, 'Owner', 'licence')).toThrow('leave out scope and role')
  })
})
