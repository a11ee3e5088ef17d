import { describe, expect, it } from 'vitest'

import { chooseEncoding } from './choose-encoding.ts'

describe('chooseEncoding (RFC 9110 §12.5.3)', () => {
  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate', 'gzip'],
    ['GZIP;q=1.0, br;q=0', 'gzip'],
    ['br;q=0.000', 'identity'],
    ['*', 'br'],
    ['*, br;q=0', 'gzip'],
    ['identity', 'identity'],
    ['', 'identity'],
    [undefined, 'identity'],
  ])('answers %s with %s', (accepted, encoding) => {
    expect(chooseEncoding(accepted, ['identity', 'gzip', 'br'])).toBe(encoding)
  })

  it('does not choose what the build has not made', () => {
    expect(chooseEncoding('br, gzip', ['identity', 'gzip'])).toBe('gzip')
  })
})
