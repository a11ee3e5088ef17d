import { describe, expect, it } from 'vitest'

import type { Decision } from '../decider.ts'
import { defaultCatalogue } from '../directory/role-catalogue.ts'
import type { RoleCircumstances } from '../directory/resolve-roles.ts'
import { toWantedGrants } from './wanted-grants.ts'

const now = '2027-01-01T00:00:00.000Z'
const circumstances: RoleCircumstances = {
  teamIds: new Map(),
  catalogue: defaultCatalogue,
  now,
  authoritativeTeams: new Set(),
}
const sections: Decision['sections'] = [
  { name: 'a', effects: new Set(['role', 'finding']) },
  { name: 'b', effects: new Set(['finding']) },
  { name: 'c', effects: 'any' },
]
const role = (more: object = {}, effect = 'role') => ({
  effect,
  subject: 'ann',
  source: 'a',
  rule: 'r',
  value: { scope: 'team:sales', role: 'EDITOR', groupId: 'g', expiresAt: null, ...more },
})
const wanted = (...assignments: readonly ReturnType<typeof role>[]) =>
  toWantedGrants({ sections, assignments, failures: [] }, circumstances, 7)

describe('the grants that a decision asks for', () => {
  it('are of the mapping and its version, since now, in the spelling of the catalogue', () => {
    expect(wanted(role()).grants).toEqual([
      {
        userId: 'ann',
        scope: 'team:sales',
        role: 'Editor',
        source: 'mapping',
        ruleId: 'a:r',
        groupId: 'g',
        mappingVersion: 7,
        desired: true,
        hold: null,
        holdId: null,
        expiresAt: null,
        since: now,
      },
    ])
  })

  it('keep a role as it is written that the catalogue of its scope does not have', () => {
    const roles = wanted(role({ role: 'JUGGLER' }), role({ scope: 'organization' }), role({ role: 'owner' })).grants
    expect(roles.map((grant) => grant.role)).toEqual(['JUGGLER', 'EDITOR', 'Owner'])
  })

  it('are withheld where a name that was taken over alone gives them', () => {
    const holds = wanted(role({ withheld: 'claim' }), role({ withheld: null })).grants.map(({ hold }) => hold)
    expect(holds).toEqual(['withheld', null])
  })

  it('are none of what is over, nor of what is no role', () => {
    const later = '2027-01-01T00:00:00.001Z'
    expect(wanted(role({ expiresAt: now }), role({}, 'finding')).grants).toEqual([])
    expect(wanted(role({ expiresAt: later })).grants).toMatchObject([{ expiresAt: later }])
  })

  it('are all that there is of sections that can give roles, but for rules that failed', () => {
    expect(wanted().sections).toEqual(new Set(['a', 'c']))
    const failure = { subject: 'ann', source: 'a', rule: 'r', line: 1, plugin: null, reason: 'kaboom' }
    const { isKept } = toWantedGrants({ sections, assignments: [], failures: [failure] }, circumstances, 7)
    expect([isKept('ann', 'a:r'), isKept('ann', 'a:s'), isKept('bob', 'a:r')]).toEqual([true, false, false])
  })
})
