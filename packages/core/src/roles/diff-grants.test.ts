import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { grantKey, type Grant } from '../directory/grant.ts'
import { diffGrants } from './diff-grants.ts'
import type { WantedGrants } from './wanted-grants.ts'

function grant(change: Partial<Grant> = {}): Grant {
  return {
    userId: 'u',
    scope: 'team:marketing',
    role: 'Steward',
    source: 'mapping',
    ruleId: 'scimGroupMappings:acme_stewards/marketing/Steward',
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

const sections = new Set(['scimGroupMappings'])

/** A decision of one section in which nothing failed. */
const wants = (...grants: readonly Grant[]): WantedGrants => ({ grants, sections, isKept: () => false })

describe('the difference of grants', () => {
  it('is nothing where all is as wanted, whatever the version that gave it', () => {
    const wanted = grant({ mappingVersion: 7, since: '2026-05-05T00:00:00.000Z' })
    expect(diffGrants([grant()], wants(wanted))).toMatchObject({ put: [], deleted: [] })
  })

  it('takes away what is no longer wanted', () => {
    expect(diffGrants([grant()], wants())).toMatchObject({ put: [], deleted: [grant()] })
  })

  it('leaves the rows of a section that was not decided', () => {
    expect(diffGrants([grant({ ruleId: 'roleRules:emea' })], wants())).toMatchObject({ put: [], deleted: [] })
  })

  it('leaves what a rule gave that failed for its holder', () => {
    const isKept = (userId: string, ruleId: string) => userId === 'u' && ruleId === grant().ruleId
    const other = grant({ userId: 'v' })
    expect(diffGrants([grant(), other], { ...wants(), isKept }).deleted).toEqual([other])
  })

  it('makes a retained grant an ordinary one when the facts give it again, since its first day', () => {
    const retained = grant({ desired: false, hold: 'retained' })
    const { put } = diffGrants([retained], wants(grant({ since: '2026-05-05T00:00:00.000Z' })))
    expect(put).toEqual([grant()])
  })

  it('keeps a grant withheld that an owner has not released', () => {
    const withheld = grant({ desired: false, hold: 'withheld' })
    expect(diffGrants([withheld], wants(grant())).put).toEqual([grant({ hold: 'withheld' })])
  })

  it('withholds what a suspect group newly gives, and leaves what it gave', () => {
    const suspects = new Set(['g'])
    expect(diffGrants([], wants(grant()), suspects).put).toEqual([grant({ hold: 'withheld' })])
    expect(diffGrants([grant()], wants(grant()), suspects).put).toEqual([])
    expect(diffGrants([], wants(grant({ groupId: 'other' })), suspects).put).toEqual([grant({ groupId: 'other' })])
  })

  it('withholds what is given by a claim alone from now on', () => {
    expect(diffGrants([grant()], wants(grant({ hold: 'withheld' }))).put).toEqual([grant({ hold: 'withheld' })])
  })

  it('frees a grant from its hold when the facts give it again', () => {
    const held = grant({ desired: false, hold: 'retained', holdId: 'hold-1' })
    const { put, standing } = diffGrants([held], wants(grant()))
    expect(put).toEqual([grant()])
    expect([...(standing?.values() ?? [])]).toEqual([held])
  })

  it('gives a role that stands another end, and keeps its first day', () => {
    const [temporary, standing] = [grant({ expiresAt: '2026-12-31T00:00:00.000Z' }), grant()]
    const later = { since: '2026-05-05T00:00:00.000Z' }
    expect(diffGrants([standing], wants({ ...temporary, ...later })).put).toEqual([temporary])
    expect(diffGrants([temporary], wants({ ...standing, ...later })).put).toEqual([standing])
  })

  it('knows nothing that stood before where a grant is new', () => {
    expect(diffGrants([], wants(grant())).standing).toEqual(new Map())
  })

  it('leaves a retained grant to the owner guard and the brake', () => {
    expect(diffGrants([grant({ desired: false, hold: 'retained' })], wants()).deleted).toEqual([])
  })

  it('brings any stored set to any wanted set, and then has nothing left to do', () => {
    const arbitrary = fc.uniqueArray(
      fc
        .record({
          userId: fc.constantFrom('a', 'b', 'c'),
          role: fc.constantFrom('Owner', 'Steward'),
          groupId: fc.constantFrom('g1', 'g2'),
        })
        .map((change) => grant(change)),
      { selector: grantKey },
    )
    fc.assert(
      fc.property(arbitrary, arbitrary, (stored, wanted) => {
        const { put, deleted } = diffGrants(stored, wants(...wanted))
        const gone = new Set(deleted.map(grantKey))
        const after = [...stored.filter((row) => !gone.has(grantKey(row))), ...put]
        expect(new Set(after.map(grantKey))).toEqual(new Set(wanted.map(grantKey)))
        expect(diffGrants(after, wants(...wanted))).toMatchObject({ put: [], deleted: [] })
      }),
    )
  })
})
