import { describe, expect, it } from 'vitest'

import { formatRemaining } from './format-remaining.ts'

describe('the time that is left', () => {
  it.each([
    [-5_000, '0:00'],
    [1, '0:01'],
    [1_000, '0:01'],
    [59_999, '1:00'],
    [581_000, '9:41'],
    [3_600_000, '1 h 00 min'],
    [7_500_000, '2 h 05 min'],
    [86_399_001, '1 d 0 h'],
    [273_600_000, '3 d 4 h'],
  ])('%i ms is %s', (milliseconds, text) => {
    expect(formatRemaining(milliseconds)).toBe(text)
  })
})
