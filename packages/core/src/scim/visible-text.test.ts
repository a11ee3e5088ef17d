import { describe, expect, it } from 'vitest'

import { showInvisible, toVisibleKey } from './visible-text.ts'

describe('a text as it is seen', () => {
  it.each([
    ['a no-break space at the end', 'stewards\u00a0', 'stewards[U+00A0]'],
    ['an ordinary space at the end', 'stewards ', 'stewards[U+0020]'],
    ['a zero-width space', 'stew\u200bards', 'stew[U+200B]ards'],
    ['a byte order mark', '\ufeffstewards', '[U+FEFF]stewards'],
    ['a soft hyphen', 'stew\u00adards', 'stew[U+00AD]ards'],
    ['a variation selector', 'stewards\ufe0f', 'stewards[U+FE0F]'],
    ['nothing, and another case', 'Stewards', 'Stewards'],
  ])('looks the same with %s, which is shown', (_, text, shown) => {
    expect([toVisibleKey(text), showInvisible(text)]).toEqual(['stewards', shown])
  })

  it('keeps what is seen apart, and a space between words as it is', () => {
    expect(toVisibleKey('data stewards')).not.toBe(toVisibleKey('datastewards'))
    expect(showInvisible('data stewards')).toBe('data stewards')
  })
})
