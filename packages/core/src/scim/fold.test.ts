import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareCodePoints } from './compare-code-points.ts'
import { fold } from './fold.ts'
import { isStorableText } from './storable-text.ts'

describe('fold', () => {
  it.each([
    ['BJensen@Example.COM', 'bjensen@example.com'],
    ['É', 'é'],
    ['E\u0301', 'é'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
    ['οδυσσευς', 'οδυσσευσ'],
    ['\u212A', 'k'],
  ])('folds %s to %s', (text, key) => {
    expect(fold(text)).toBe(key)
  })

  it.each([
    ['straße', 'strasse'],
    ['ı', 'i'],
  ])('keeps %s and %s apart, so that two people never share a key', (one, other) => {
    expect(fold(one)).not.toBe(fold(other))
  })

  it('is idempotent for every code point', () => {
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const once = fold(String.fromCodePoint(code))
      if (fold(once) !== once) expect.fail(`U+${code.toString(16)}`)
    }
  })

  it('is idempotent and blind to canonical equivalence', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
        expect(fold(text.normalize('NFD'))).toBe(fold(text))
      }),
    )
  })
})

describe('compareCodePoints', () => {
  it('orders as UTF-8 bytes do, which is how the databases order', () => {
    const wellFormed = fc.string({ unit: 'binary' }).filter((text) => isStorableText(text.replaceAll('\0', '')))
    fc.assert(
      fc.property(wellFormed, wellFormed, (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
    )
  })

  it('puts a supplementary character after U+FFFD', () => {
    expect(compareCodePoints('😀', '\uFFFD')).toBeGreaterThan(0)
  })
})
