import { safeParse } from 'valibot'
import { describe, expect, it } from 'vitest'

import { text } from './text-schema.ts'

describe('text', () => {
  it.each([
    ['an ASCII text of 1,000 characters', 'a'.repeat(1_000)],
    ['the longest of three bytes a character', '界'.repeat(341)],
  ])('takes %s', (_, value) => {
    expect(safeParse(text, value).success).toBe(true)
  })

  it.each([
    ['one more than 1,024 bytes hold', '界'.repeat(342)],
    ['more than 1,000 characters', 'a'.repeat(1_001)],
    ['nothing', ''],
    ['U+0000', 'a\0'],
  ])('refuses %s', (_, value) => {
    expect(safeParse(text, value).success).toBe(false)
  })
})
