import { describe, expect, it } from 'vitest'

import type { Grant } from './grant.ts'
import { resolveRoles, type RoleCircumstances } from './resolve-roles.ts'
import { defaultCatalogue } from './role-catalogue.ts'

const circumstances: RoleCircumstances = {
  authoritativeTeams: new Set(['finance']),
  teamIds: new Map([
    ['marketing', 'Marketing'],
    ['sales', 'sales'],
  ]),
  catalogue: defaultCatalogue,
  now: '2026-01-02T00:00:00.000Z',
}

function grant(change: Partial<Grant>): Grant {
  return {
    userId: 'u',
    scope: 'team:marketing',
    role: 'Steward',
    source: 'mapping',
    ruleId: 'r',
    groupId: 'g',
    mappingVersion: 1,
    desired: true,
    hold: null,
    holdId: null,
    expiresAt: null,
    since: '2026-01-01T00:00:00.000Z',
    ...change,
  }
}

const member = { active: true }

describe('the roles of a member', () => {
  it('are Member of the organization by membership alone', () => {
    expect(resolveRoles(member, [], circumstances)).toEqual({ role: 'Member', teams: [], grants: [] })
  })

  it('are the union of all grants, of which the highest by precedence is shown', () => {
    const grants = [grant({}), grant({ role: 'Owner', ruleId: 'r2' }), grant({ scope: 'team:sales' })]
    expect(resolveRoles(member, grants, circumstances).teams).toEqual([
      { teamId: 'Marketing', role: 'Owner', roles: ['Owner', 'Steward'] },
      { teamId: 'sales', role: 'Steward', roles: ['Steward'] },
    ])
  })

  it('count a role once that two groups give', () => {
    const grants = [grant({ groupId: 'g1' }), grant({ groupId: 'g2' })]
    expect(resolveRoles(member, grants, circumstances).teams).toEqual([
      { teamId: 'Marketing', role: 'Steward', roles: ['Steward'] },
    ])
  })

  it('are the organization role that a grant gives', () => {
    expect(resolveRoles(member, [grant({ scope: 'organization', role: 'Owner' })], circumstances).role).toBe('Owner')
  })

  it('are suspended while the member is inactive', () => {
    const roles = resolveRoles(
      { active: false },
      [grant({}), grant({ scope: 'organization', role: 'Owner' })],
      circumstances,
    )
    expect(roles).toMatchObject({ role: 'Member', teams: [] })
    expect(roles.grants.map(({ state }) => state)).toEqual(['suspended', 'suspended'])
  })

  it.each([
    ['its team does not exist yet', { scope: 'team:none' }, 'waiting', false],
    ['the catalogue does not have its role', { role: 'Nobody' }, 'waiting', false],
    ['it is withheld', { hold: 'withheld' }, 'withheld', false],
    ['it is withheld and its team does not exist', { hold: 'withheld', scope: 'team:none' }, 'withheld', false],
    ['its time is over', { expiresAt: '2026-01-01T23:59:59.999Z' }, 'expired', false],
    ['its time ends later', { expiresAt: '2026-01-03T00:00:00.000Z' }, 'active', true],
    ['it is retained', { desired: false, hold: 'retained' }, 'retained', true],
  ] as const)('show a grant where %s', (_, change, state, effective) => {
    expect(resolveRoles(member, [grant(change)], circumstances).grants).toMatchObject([{ state, effective }])
  })
})
