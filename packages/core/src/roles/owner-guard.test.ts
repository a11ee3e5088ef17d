import { describe, expect, it } from 'vitest'

import { ConflictError } from '../errors.ts'
import type { Grant } from '../directory/grant.ts'
import { guardOwnerChange, type OwnerChange } from './owner-guard.ts'
import type { OwnerGrant } from '../directory/owner-grant.ts'

const now = '2026-01-02T00:00:00.000Z'

function owner(userId: string, change: Partial<Grant> & { readonly memberActive?: boolean } = {}): OwnerGrant {
  const { memberActive = true, ...grant } = change
  return {
    memberActive,
    grant: {
      userId,
      scope: 'organization',
      role: 'Owner',
      source: 'mapping',
      ruleId: 'scimGroupMappings:acme_owners/Owner',
      groupId: 'g1',
      mappingVersion: 1,
      desired: true,
      hold: null,
      holdId: null,
      expiresAt: null,
      since: '2026-01-01T00:00:00.000Z',
      ...grant,
    },
  }
}

function judge(change: Partial<OwnerChange>) {
  return guardOwnerChange({ before: [], after: [], isActiveAfter: () => true, cause: { kind: 'scim' }, now, ...change })
}

describe('the owner guard', () => {
  it('says nothing before the first owner', () => {
    expect(judge({})).toEqual({ retain: null, release: [], became: null })
  })

  it('notices the first owner', () => {
    expect(judge({ after: [owner('a')] }).became).toBe('owned')
  })

  it('retains the last owner whom the provider takes out of the group', () => {
    expect(judge({ before: [owner('a')] })).toEqual({ retain: owner('a').grant, release: [], became: null })
  })

  it('retains when a date takes the last owner away', () => {
    const expired = owner('a', { expiresAt: '2026-01-01T12:00:00.000Z' })
    expect(judge({ before: [owner('a')], after: [expired], cause: { kind: 'job' } }).retain?.userId).toBe('a')
  })

  describe('of a role whose time has ended', () => {
    const ended = owner('a', { expiresAt: '2026-01-01T12:00:00.000Z', since: '2025-06-01T00:00:00.000Z' })
    const byHand = owner('a', { ...ended.grant, source: 'manual', ruleId: '', groupId: '' })

    it.each(['scim', 'job', 'api', 'cli'] as const)('retains it where sync takes it away by %s', (kind) => {
      expect(judge({ before: [ended], cause: { kind } }).retain?.userId).toBe('a')
    })

    it('retains one in force rather than it', () => {
      const before = [ended, owner('b')]
      expect(judge({ before }).retain?.userId).toBe('b')
      expect(() => judge({ before, cause: { kind: 'api' } })).toThrow(ConflictError)
    })

    it('refuses what a person takes away by hand, and leaves alone what stays', () => {
      expect(() => judge({ before: [byHand], cause: { kind: 'api' } })).toThrow(ConflictError)
      expect(judge({ before: [byHand], after: [byHand], cause: { kind: 'api' } }).retain?.userId).toBe('a')
      expect(() => judge({ before: [ended, byHand], after: [ended], cause: { kind: 'api' } })).toThrow(ConflictError)
    })

    it('says ownerless where its member goes, and not owned where another one comes', () => {
      expect(judge({ before: [ended], isActiveAfter: () => false }).became).toBe('ownerless')
      expect(judge({ before: [ended], after: [owner('b')] }).became).toBeNull()
    })

    it('counts none that was over when it was made', () => {
      const never = owner('a', { expiresAt: '2025-06-01T00:00:00.000Z' })
      expect(judge({ before: [never] })).toEqual({ retain: null, release: [], became: null })
    })
  })

  it('retains exactly one of several who go at once: the one that stands longest, then the lowest id', () => {
    const before = [
      owner('c', { since: '2025-06-01T00:00:00.000Z' }),
      owner('b', { since: '2025-01-01T00:00:00.000Z' }),
      owner('a', { since: '2025-01-01T00:00:00.000Z' }),
    ]
    expect(judge({ before }).retain?.userId).toBe('a')
    expect(judge({ before: before.toReversed() }).retain?.userId).toBe('a')
  })

  it.each(['api', 'cli'] as const)('refuses what a person does by %s', (kind) => {
    expect(() => judge({ before: [owner('a')], cause: { kind } })).toThrow(ConflictError)
  })

  it('lets one of two owners go', () => {
    const verdict = judge({ before: [owner('a'), owner('b')], after: [owner('b')], cause: { kind: 'api' } })
    expect(verdict).toEqual({ retain: null, release: [], became: null })
  })

  it('lets the last owner be deactivated or deleted, and says that nobody owns the organization', () => {
    const inactive = owner('a', { memberActive: false })
    expect(judge({ before: [owner('a')], after: [inactive], isActiveAfter: () => false }).became).toBe('ownerless')
    expect(judge({ before: [owner('a')], after: [], isActiveAfter: () => false, cause: { kind: 'api' } })).toEqual({
      retain: null,
      release: [],
      became: 'ownerless',
    })
  })

  it('does not count an inactive owner as one who remains', () => {
    const inactive = owner('b', { memberActive: false })
    expect(judge({ before: [owner('a'), inactive], after: [inactive] }).retain?.userId).toBe('a')
  })

  it('does not count a withheld grant as an owner', () => {
    const withheld = owner('b', { hold: 'withheld' })
    expect(judge({ before: [owner('a'), withheld], after: [withheld] }).retain?.userId).toBe('a')
  })

  it('releases what was retained as soon as somebody is an owner by the facts', () => {
    const retained = owner('a', { desired: false, hold: 'retained' })
    const verdict = judge({ before: [retained], after: [retained, owner('b')] })
    expect(verdict.release).toEqual([retained.grant])
  })

  it('releases nothing that the brake retained, or that is withheld', () => {
    const byBrake = owner('b', { desired: false, hold: 'retained', holdId: 'h1' })
    const withheld = [owner('c', { hold: 'withheld' }), owner('d', { desired: false, hold: 'withheld' })]
    const after = [owner('a'), byBrake, ...withheld]
    expect(judge({ before: [byBrake], after }).release).toEqual([])
  })

  it('keeps what was retained while nobody else is an owner', () => {
    const retained = owner('a', { desired: false, hold: 'retained' })
    expect(judge({ before: [retained], after: [retained] })).toEqual({ retain: null, release: [], became: null })
  })

  it('does not release for an owner who is inactive', () => {
    const retained = owner('a', { desired: false, hold: 'retained' })
    expect(judge({ before: [retained], after: [retained, owner('b', { memberActive: false })] }).release).toEqual([])
  })
})
