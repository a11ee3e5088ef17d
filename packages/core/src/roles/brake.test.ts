import { describe, expect, it } from 'vitest'

import type { ChangeScope } from '../change/operation-context.ts'
import type { Grant } from '../directory/grant.ts'
import { applyBrake } from './brake.ts'

const now = '2026-01-02T00:00:00.000Z'

function grant(groupId: string, change: Partial<Grant> = {}): Grant {
  return {
    userId: 'u',
    scope: 'organization',
    role: 'Viewer',
    source: 'mapping',
    ruleId: 'scimGroupMappings:acme_viewers/Viewer',
    groupId,
    mappingVersion: 1,
    desired: true,
    hold: null,
    holdId: null,
    expiresAt: null,
    since: '2026-01-01T00:00:00.000Z',
    ...change,
  }
}

/** A change while one revocation an hour is let through, or so many of ten grants in a hundred, and what it notes. */
function changeWithLimits({ percent = 0, revoked = 0 } = {}) {
  const notes: string[] = []
  const tx = {
    now,
    revocations: {
      count: (since: string) => {
        notes.push(`count since ${since}`)
        return Promise.resolve(revoked)
      },
      add: (count: number) => {
        notes.push(`add ${count}`)
        return Promise.resolve()
      },
    },
    grants: {
      countDerived: () => {
        notes.push('count derived')
        return Promise.resolve(10)
      },
    },
  }
  const brake = { limits: { maxRevocations: 1, maxRevocationPercent: percent }, off: false, held: 0 }
  return { scope: { tx, brake } as unknown as ChangeScope, brake, notes }
}

const over = grant('over', { expiresAt: '2026-01-01T12:00:00.000Z' })
const withheld = grant('withheld', { hold: 'withheld' })

const lastHour = 'count since 2026-01-01T23:00:00.000Z'

describe('the brake', () => {
  it('reads and writes nothing for grants that gave nothing', async () => {
    const { brake, notes, scope } = changeWithLimits()
    expect(await applyBrake(scope, [over, withheld])).toEqual({ revoked: [over, withheld], held: [] })
    expect(await applyBrake(scope, [])).toEqual({ revoked: [], held: [] })
    expect({ held: brake.held, notes }).toEqual({ held: 0, notes: [] })
  })

  it.each([
    ['has no limits', { limits: null }],
    ['is off', { off: true }],
  ])('reads, writes and holds nothing where it %s', async (_, change) => {
    const { brake, notes, scope } = changeWithLimits()
    Object.assign(brake, change)
    const grants = [grant('a'), grant('b')]
    expect(await applyBrake(scope, grants)).toEqual({ revoked: grants, held: [] })
    expect(notes).toEqual([])
  })

  it('counts none of them with the others, in the sliding hour', async () => {
    const { brake, notes, scope } = changeWithLimits()
    const answer = await applyBrake(scope, [over, grant('a'), withheld, grant('b')])
    expect(answer).toEqual({ revoked: [over, grant('a'), withheld], held: [grant('b')] })
    expect(brake.held).toBe(1)
    expect(notes).toEqual([lastHour, 'count derived', 'add 1'])
  })

  it('does not count the grants there are while the first limit is kept', async () => {
    const { notes, scope } = changeWithLimits()
    expect(await applyBrake(scope, [grant('a')])).toEqual({ revoked: [grant('a')], held: [] })
    expect(notes).toEqual([lastHour, 'add 1'])
  })

  it('lets through what is within the share of the grants there are, however few the first limit allows', async () => {
    const { notes, scope } = changeWithLimits({ percent: 20 })
    expect(await applyBrake(scope, [grant('a'), grant('b')])).toMatchObject({ held: [] })
    expect(notes).toEqual([lastHour, 'count derived', 'add 2'])
  })

  it('counts what was revoked before', async () => {
    const { notes, scope } = changeWithLimits({ revoked: 1 })
    expect(await applyBrake(scope, [grant('a')])).toEqual({ revoked: [], held: [grant('a')] })
    expect(notes).toEqual([lastHour, 'count derived'])
  })
})
