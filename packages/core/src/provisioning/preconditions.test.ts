import { describe, expect, it } from 'vitest'

import { checkPreconditions, isNotModified, type Preconditions } from './preconditions.ts'

const conditions = (ifMatch: string | null, ifNoneMatch: string | null): Preconditions => ({ ifMatch, ifNoneMatch })

describe('preconditions of version 3 (RFC 9110 §13, RFC 7644 §3.14)', () => {
  it.each([
    [null, null, true],
    ['W/"3"', null, true],
    ['"3"', null, true],
    ['3', null, true],
    ['*', null, true],
    ['"1", W/"3"', null, true],
    ['W/"2"', null, false],
    ['', null, false],
    [null, 'W/"2"', true],
    [null, 'W/"3"', false],
    [null, '"1", "3"', false],
    [null, '*', false],
    ['W/"3"', 'W/"2"', true],
    ['W/"3"', 'W/"3"', false],
  ])('If-Match %j and If-None-Match %j: a change is allowed: %j', (ifMatch, ifNoneMatch, allowed) => {
    const check = () => checkPreconditions(conditions(ifMatch, ifNoneMatch), 3)
    if (allowed) expect(check).not.toThrow()
    else expect(check).toThrow(/current version is W\/"3"/)
  })

  it.each([
    [null, true, false],
    ['W/"3"', true, true],
    ['"3"', true, true],
    ['W/"2", W/"3"', true, true],
    ['W/"2"', true, false],
    ['W/"3"', false, false],
    ['*', false, true],
  ])('If-None-Match %j, cacheable %j: not modified: %j', (ifNoneMatch, cacheable, expected) => {
    expect(isNotModified(conditions(null, ifNoneMatch), 3, cacheable)).toBe(expected)
  })

  it('If-Match comes first, also for a retrieval', () => {
    expect(() => isNotModified(conditions('W/"2"', 'W/"3"'), 3, true)).toThrow(/If-Match/)
    expect(isNotModified(conditions('W/"3"', 'W/"3"'), 3, true)).toBe(true)
  })
})
