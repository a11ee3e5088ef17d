import { describe, expect, it } from 'vitest'

import { moved, newRole, parseEditedRoles, toCatalogue, type TeamRole } from './edited-roles.ts'

const role = (name: string, precedence = 10): TeamRole => ({
  name,
  precedence,
  description: '',
  rank: 1,
  permissions: ['read'],
  privileged: false,
})

describe('a catalogue that is being written', () => {
  it('is what was kept, and nothing where that is none', () => {
    const kept = { roles: [role('Owner')], etag: '"1"' }
    expect(parseEditedRoles(JSON.stringify(kept))).toEqual(kept)
    expect(parseEditedRoles(JSON.stringify({ ...kept, etag: 1 }))).toEqual({ ...kept, etag: null })
    for (const stored of [null, '', 'null', '{}', '[1]', '{"roles":[{"name":1}]}', '{"roles":1}'])
      expect(parseEditedRoles(stored)).toBeNull()
  })

  it('changes places, and not beyond its ends', () => {
    const roles = [role('a'), role('b'), role('c')]
    const names = (list: readonly TeamRole[]) => list.map(({ name }) => name).join('')
    expect([names(moved(roles, 1, -1)), names(moved(roles, 1, 1))]).toEqual(['bac', 'acb'])
    expect([names(moved(roles, 0, -1)), names(moved(roles, 2, 1)), names(moved([], 0, 1))]).toEqual(['abc', 'abc', ''])
  })

  it('is shown in the order of the list, and keeps what is not written here', () => {
    expect(toCatalogue([role(' Owner ', 30), role('Editor')])['team-roles']).toMatchObject([
      { name: 'Owner', rank: 1, precedence: 30, permissions: ['read'] },
      { name: 'Editor', rank: 2 },
    ])
  })

  it('begins a role below all others', () => {
    const begun = [[role('a', 40), role('b', 25)], [], [role('a', 3)]].map((roles) => newRole(roles).precedence)
    expect(begun).toEqual([15, 10, 0])
  })
})
