import { describe, expect, it } from 'vitest'

import { prefersJson } from './prefers-json.ts'

describe('prefersJson', () => {
  it.each([
    [undefined, false],
    ['*/*', false],
    ['application/yaml', false],
    ['application/json', true],
    ['application/json; q=0.9, text/html', true],
    ['application/json, text/plain, */*', false],
    ['text/yaml, application/json', false],
  ])('decides %j', (accept, expected) => {
    expect(prefersJson(accept)).toBe(expected)
  })
})
