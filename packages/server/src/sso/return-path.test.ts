import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { toReturnPath } from './return-path.ts'

const here = 'https://rolecall.example.com'

describe('toReturnPath', () => {
  it.each(['/', '/people', '/people/ann%40example.com', '/log?outcome=failure&limit=5', '/teams/a//b'])(
    'keeps the path %s',
    (path) => expect(toReturnPath(path)).toBe(path),
  )

  it.each([
    'https://evil.example',
    '//evil.example',
    '\\\\evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/%2e//evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://console.invalid:8443/people',
    '/api/session',
    '/sign-in/sso/x',
    `/${'a'.repeat(512)}`,
    null,
  ])('goes to the first page for %j', (path) => expect(toReturnPath(path)).toBe('/'))

  it('never leaves this server, whatever is asked', () => {
    const part = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2e',
      '%2f',
      '%5c',
      ':',
      '@',
      '?',
      '#',
      '\t',
      '\n',
      'evil.example',
      'https:',
      'a',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        expect(new URL(toReturnPath(parts.join('')), here).origin).toBe(here)
      }),
    )
  })
})
