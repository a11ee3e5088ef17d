import { describe, expect, it } from 'vitest'

import { toScale } from './to-scale.ts'

describe('toScale', () => {
  it.each([
    [0, 1, null],
    [1, 1, null],
    [2, 2, 1],
    [5, 6, 3],
    [12, 20, 10],
    [507, 600, 300],
    [100_000, 100_000, 50_000],
  ])('%i: up to %i', (highest, top, middle) => {
    expect(toScale(highest)).toEqual({ top, middle })
  })

  it('is never below what there is', () => {
    for (let value = 0; value < 3_000; value += 7) expect(toScale(value).top).toBeGreaterThanOrEqual(value)
  })
})
