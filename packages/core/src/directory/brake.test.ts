import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { splitByBrake, stricterLimits } from './brake.ts'
import { grantKey, type Grant } from './grant.ts'

const now = '2026-03-01T00:00:00.000Z'

function grant(userId: string, change: Partial<Grant> = {}): Grant {
  return {
    userId,
    scope: 'organization',
    role: 'Member',
    source: 'mapping',
    ruleId: 'scimGroupMappings:staff/Member',
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

const grants = (count: number) => Array.from({ length: count }, (_, index) => grant(`user-${index + 10}`))

describe('the brake', () => {
  it.each([
    ['at the first limit', { count: 50, revoked: 0, derived: 100 }, 0],
    ['beyond the first limit alone', { count: 60, revoked: 0, derived: 1_000 }, 0],
    ['beyond the second limit alone', { count: 10, revoked: 0, derived: 10 }, 0],
    ['beyond both', { count: 60, revoked: 0, derived: 100 }, 10],
    ['beyond both, where the second is the wider one', { count: 300, revoked: 0, derived: 1_000 }, 100],
    ['when the hour has used up the limits', { count: 1, revoked: 50, derived: 50 }, 1],
    ['when the hour has left something', { count: 10, revoked: 45, derived: 55 }, 5],
  ])('%s holds what is beyond', (_, { count, derived, revoked }, held) => {
    const limits = { maxRevocations: 50, maxRevocationPercent: 20 }
    expect(splitByBrake(grants(count), { revoked, derived }, limits, now).held).toHaveLength(held)
  })

  it('neither counts nor holds what gives nothing: withheld grants, and those whose time is over', () => {
    const deleted = [grant('a', { hold: 'withheld' }), grant('b', { expiresAt: now }), grant('c')]
    const limits = { maxRevocations: 0, maxRevocationPercent: 0 }
    const { held, revoked } = splitByBrake(deleted, { revoked: 0, derived: 9 }, limits, now)
    expect(held).toEqual([grant('c')])
    expect(revoked).toHaveLength(2)
  })

  it('loses nothing, holds no more than is beyond, and does not depend on the order', () => {
    const state = fc.record({ revoked: fc.nat(20), derived: fc.nat(40) })
    const limits = fc.record({ maxRevocations: fc.nat(20), maxRevocationPercent: fc.integer({ min: 0, max: 100 }) })
    fc.assert(
      fc.property(fc.shuffledSubarray(grants(20)), state, limits, (deleted, before, rule) => {
        const { held, revoked } = splitByBrake(deleted, before, rule, now)
        expect([...held, ...revoked].map(grantKey).toSorted()).toEqual(deleted.map(grantKey).toSorted())
        const total = before.revoked + revoked.length
        if (held.length > 0 && revoked.length > 0) {
          expect(
            total > rule.maxRevocations && total * 100 > rule.maxRevocationPercent * (before.revoked + before.derived),
          ).toBe(false)
        }
        const again = splitByBrake(deleted.toReversed(), before, rule, now)
        expect(new Set(again.held.map(grantKey))).toEqual(new Set(held.map(grantKey)))
      }),
    )
  })

  it('goes by the stricter of two limits, each number by itself', () => {
    const old = { maxRevocations: 1, maxRevocationPercent: 50 }
    const next = { maxRevocations: 5, maxRevocationPercent: 10 }
    expect(stricterLimits(old, next)).toEqual({ maxRevocations: 1, maxRevocationPercent: 10 })
    expect([stricterLimits(old, null), stricterLimits(null, next), stricterLimits(null, null)]).toEqual([
      old,
      next,
      null,
    ])
  })
})
