import { describe, expect, it } from 'vitest'
import { matchesETag, toETag } from './etag.ts'

describe('matchesETag', () => {
  it('writes weak ETags (RFC 7644 §3.14)', () => {
    expect(toETag(3)).toBe('W/"3"')
  })

  it.each([
    ['*', true],
    ['W/"3"', true],
    ['"3"', true],
    ['3', true],
    ['W/"2", W/"3"', true],
    ['W/"2"', false],
    ['W/"33"', false],
    ['""', false],
    ['', false],
  ])('compares %s with version 3: %s', (header, expected) => {
    expect(matchesETag(header, 3)).toBe(expected)
  })
})
