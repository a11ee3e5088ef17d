import { describe, expect, it } from 'vitest'

import { isForAPerson } from './is-for-a-person.ts'

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'

describe('a page that a person opens', () => {
  it.each([
    ['GET', '/nowhere', browser, true],
    ['HEAD', '/nowhere', 'Text/HTML;q=0.5', true],
    ['GET', '/apiary', browser, true],
    ['POST', '/nowhere', browser, false],
    ['GET', '/nowhere', '*/*', false],
    ['GET', '/nowhere', undefined, false],
    ['GET', '/api', browser, false],
    ['GET', '/API/scim/v2/Nothing', browser, false],
  ])('%s %s with Accept: %s: %s', (method, path, accept, expected) => {
    expect(isForAPerson({ method, path, headers: accept === undefined ? {} : { accept } })).toBe(expected)
  })
})
