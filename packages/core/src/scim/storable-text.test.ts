import { expect, it } from 'vitest'

import { isStorableText, toStorableText } from './storable-text.ts'

it.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'abc'],
  ['ab😀', 4, 'ab😀'],
  ['ab😀', 3, 'ab'],
  ['ab\0', 3, 'ab\u{FFFD}'],
  ['a\uD83D', 3, 'a\u{FFFD}'],
  ['\uDE00a', 3, '\u{FFFD}a'],
  ['', 3, ''],
])('of %j the first %d that can be kept are %j', (text, longest, kept) => {
  expect(toStorableText(text, longest)).toBe(kept)
  expect(isStorableText(kept)).toBe(true)
})
