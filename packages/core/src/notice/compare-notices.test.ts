import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Notice, StandingNotice } from '../directory/notice.ts'
import { compareNotices } from './compare-notices.ts'

const now = '2026-03-01T08:00:00.000Z'

function notice(level: number, occurrence = 'first', subject = 'api-keys/1'): Notice {
  return { code: 'secret-ends', subject, occurrence, level, message: `level ${level}`, data: { level } }
}

const standing = (level: number, occurrence?: string): StandingNotice => ({
  ...notice(level, occurrence),
  since: 'then',
})

describe('what is so, held against what was told', () => {
  it('is told where it is new and urgent, and not before', () => {
    expect(compareNotices([notice(0)], [], now)).toEqual({ raised: [], cleared: [], standing: [] })
    const told = { ...notice(1), since: now }
    expect(compareNotices([notice(1)], [], now)).toEqual({ raised: [told], cleared: [], standing: [told] })
  })

  it('is told again where it has become worse, and still since then', () => {
    const worse = { ...notice(2), since: 'then' }
    expect(compareNotices([notice(2)], [standing(1)], now)).toEqual({ raised: [worse], cleared: [], standing: [worse] })
  })

  it('stands as it was told where it has become less, with what is so now', () => {
    const { cleared, raised, standing: stands } = compareNotices([notice(1)], [standing(2)], now)
    expect([raised, cleared]).toEqual([[], []])
    expect(stands).toEqual([{ ...notice(1), level: 2, since: 'then' }])
    expect(compareNotices([notice(0)], [standing(2)], now).standing).toEqual([standing(2)])
  })

  it('ends where it is not so any more, and where it is so for another time', () => {
    expect(compareNotices([], [standing(1)], now)).toEqual({ raised: [], cleared: [standing(1)], standing: [] })
    const again = { ...notice(1, 'second'), since: now }
    const other = { raised: [again], cleared: [standing(1)], standing: [again] }
    expect(compareNotices([notice(1, 'second')], [standing(1)], now)).toEqual(other)
    const ended = { raised: [], cleared: [standing(1)], standing: [] }
    expect(compareNotices([notice(0, 'second')], [standing(1)], now)).toEqual(ended)
  })

  it('is told once for each occurrence and level between two ends, whatever the order in which it is seen', () => {
    const seen = fc.array(
      fc.uniqueArray(
        fc.record({ subject: fc.constantFrom('a', 'b'), occurrence: fc.constantFrom('x', 'y'), level: fc.nat(3) }),
        { selector: ({ subject }) => subject },
      ),
    )
    fc.assert(
      fc.property(seen, (rounds) => {
        let told: readonly StandingNotice[] = []
        const spoken = new Map<string, number>()
        for (const round of rounds) {
          const found = round.map(({ level, occurrence, subject }) => notice(level, occurrence, subject))
          const { cleared, raised, standing: stands } = compareNotices(found, told, now)
          for (const { subject } of cleared) spoken.delete(subject)
          for (const { level, subject } of raised) {
            expect(level).toBeGreaterThan(spoken.get(subject) ?? 0)
            spoken.set(subject, level)
          }
          // What is seen a second time says nothing new.
          const again = compareNotices(found, stands, now)
          expect([again.raised, again.cleared]).toEqual([[], []])
          told = stands
          expect(new Set(told.map(({ subject }) => subject))).toEqual(new Set(spoken.keys()))
        }
      }),
    )
  })
})
