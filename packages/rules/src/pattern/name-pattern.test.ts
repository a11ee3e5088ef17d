import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { estimateSize } from './estimate-size.ts'
import { compileNamePattern, PatternMistake } from './name-pattern.ts'

describe('a pattern whose program is too large', () => {
  it.each([
    ['very many repetitions in a short text', '.{0,1000}'.repeat(200)],
    ['one more than may be', '.{0,1000}'],
    ['repetitions of repetitions', '((abcdefgh){30}){30}'],
    ['a long text', 'x'.repeat(2_001)],
    ['what is repeated within a group that has no end', `(${'.{500}'.repeat(5)}`],
  ])('is refused before it is made: %s', (_, text) => {
    expect(() => compileNamePattern(text)).toThrow(PatternMistake)
    expect(() => compileNamePattern(text)).toThrow('2000 steps')
  })

  it.each([
    '^acme_(?<team>.{1,256})_(?<role>[a-z]{1,64})$',
    'a{2,}b{3}',
    '(x{1,30}){1,30}',
    String.raw`\[{[a{9}]+\{9}`,
  ])('is none of those that people write: %s', (text) => expect(compileNamePattern(text).text).toBe(text))
})

it('says how much is repeated, without a sense for what can not be a pattern', () => {
  expect(estimateSize('(ab{3}){10}')).toBe(50)
  expect(estimateSize('[a-z{9}]{4}')).toBe(4)
  fc.assert(fc.property(fc.string(), (text) => estimateSize(text) >= 0))
})
