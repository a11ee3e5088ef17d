import { describe, expect, it } from 'vitest'

import { isUtf8, parseMediaType } from './media-type.ts'

describe('parseMediaType', () => {
  it.each([
    ['application/scim+json', 'application/scim+json', undefined],
    ['application/json; charset=UTF-8', 'application/json', 'utf-8'],
    ['Application/SCIM+JSON;charset="utf-8"; profile=x', 'application/scim+json', 'utf-8'],
    ['text/plain ; CHARSET=latin1', 'text/plain', 'latin1'],
    ['', '', undefined],
  ])('reads %j', (header, type, charset) => {
    expect(parseMediaType(header)).toEqual({ type, charset })
  })
})

describe('isUtf8', () => {
  it('takes UTF-8 and its subset, and nothing that would be read as other text', () => {
    expect([undefined, 'utf-8', 'utf8', 'us-ascii', 'iso-8859-1', 'utf-16'].map(isUtf8)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ])
  })
})
