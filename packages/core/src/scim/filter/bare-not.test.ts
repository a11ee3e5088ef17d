import { describe, expect, it } from 'vitest'

import { Tolerances } from '../tolerance.ts'
import { parseFilter } from './parse-filter.ts'

describe('a negation without parentheses', () => {
  it.each([
    ['not userName eq "x"', 'not (userName eq "x")', 0],
    ['active pr and NOT emails[type eq "work"] or title pr', 'not (emails[type eq "work"])', 14],
    ['(not title pr)', 'not (title pr)', 1],
    ['not title is "x"', 'not (…)', 0],
  ])('says of %j what it must look like', (filter, meant, position) => {
    expect(() => parseFilter(filter, new Tolerances())).toThrow(
      `After 'not' there is a parenthesis: ${meant} (at position ${position} of the filter)`,
    )
  })

  it('leaves alone an attribute that is called so', () => {
    expect(parseFilter('not eq "x"', new Tolerances())).toMatchObject({ kind: 'compare', path: { text: 'not' } })
  })
})
