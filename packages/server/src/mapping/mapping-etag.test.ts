import { PreconditionFailed } from '@rolecall/core/scim/errors'
import { describe, expect, it } from 'vitest'

import { parseIfMatch, toMappingETag } from './mapping-etag.ts'

describe('parseIfMatch', () => {
  it.each([
    [undefined, null],
    ['*', null],
    ['"0"', 0],
    [' "12" ', 12],
    [toMappingETag(3), 3],
  ])('reads %j', (header, version) => {
    expect(parseIfMatch(header)).toBe(version)
  })

  it.each(['3', 'W/"3"', '"a"', '"1", "2"', ''])('can not be met by %j (RFC 9110 §13.1.1)', (header) => {
    expect(() => parseIfMatch(header)).toThrow(PreconditionFailed)
  })
})
