import { describe, expect, it } from 'vitest'

import { isNotModified } from './is-not-modified.ts'

describe('isNotModified', () => {
  it.each([
    ['W/"3"', true],
    ['"3"', true],
    ['W/"2", W/"3"', true],
    ['*', true],
    ['W/"33"', false],
    ['3', false],
    ['', false],
    [undefined, false],
  ])('compares %j weakly with W/"3" (RFC 9110 §13.1.2)', (header, expected) => {
    expect(isNotModified(header, 'W/"3"')).toBe(expected)
  })
})
