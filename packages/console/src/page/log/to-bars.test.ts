import { describe, expect, it } from 'vitest'

import { toBars, toLabel } from './to-bars.ts'

const hours = (length: number) =>
  Array.from({ length }, (_, index) => ({
    from: new Date(Date.parse('2026-11-01T00:00:00.000Z') + index * 3_600_000).toISOString(),
    requests: index + 1,
    failures: index % 2,
  }))

describe('toBars', () => {
  it.each([
    [24, 1, 24],
    [168, 6, 28],
    [720, 24, 30],
    [25, 6, 5],
  ])('%i hours by %i are %i bars, and none is lost', (length, of, expected) => {
    const bars = toBars(hours(length), of)
    expect(bars).toHaveLength(expected)
    expect(bars.reduce((sum, { total }) => sum + total, 0)).toBe((length * (length + 1)) / 2)
    expect(bars.reduce((sum, { marked }) => sum + marked, 0)).toBe(Math.floor(length / 2))
    expect(bars.filter(({ tick }) => tick !== null).length).toBeLessThanOrEqual(6)
    expect(new Set(bars.map(({ title }) => title)).size).toBe(expected)
  })

  it('says in words what it shows', () => {
    expect(toLabel({ requests: 1_000, failures: 3, hours: hours(720) })).toMatch(/ in 30 days, 3 of them did not work$/)
    expect(toLabel({ requests: 1, failures: 0, hours: hours(24) })).toBe(
      '1 request in 24 hours, 0 of them did not work',
    )
  })
})
