import { describe, expect, it } from 'vitest'

import { answeredMediaType } from './answered-media-type.ts'

describe('answeredMediaType (RFC 7644 §3.8)', () => {
  it.each([
    'application/json',
    'Application/JSON; charset=utf-8',
    'text/html, application/json;q=0.5',
    'application/json, application/scim+json;q=0',
  ])('is application/json for %s', (accept) => {
    expect(answeredMediaType(accept)).toBe('application/json')
  })

  it.each([
    undefined,
    '',
    'application/scim+json',
    '*/*',
    'text/html',
    'application/json, application/scim+json',
    'application/json, text/plain, */*',
    'application/json, application/*;q=0.1',
    'application/json;q=0',
    'application/json5',
    'application/json;q=x',
  ])('is application/scim+json for %s', (accept) => {
    expect(answeredMediaType(accept)).toBe('application/scim+json')
  })
})
