import { randomBytes } from 'node:crypto'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { seal, toSealingKey, unseal } from './seal.ts'

const key = toSealingKey('a secret of the operator', 'test')

describe('seal and unseal', () => {
  it('give back any text, for what it is about', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, about) => {
        expect(unseal(key, seal(key, text, about, randomBytes), about)).toBe(text)
      }),
    )
  })

  it('do not show the text, and no two are alike', () => {
    const [one, other] = [seal(key, 'secret', 'a', randomBytes), seal(key, 'secret', 'a', randomBytes)]
    expect(one).not.toBe(other)
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('secret')
  })

  it('open nothing by another key, for another purpose, about something else, or that was changed', () => {
    const sealed = seal(key, 'secret', 'connection 1', randomBytes)
    const bytes = Buffer.from(sealed, 'base64url')
    bytes.writeUInt8(bytes.readUInt8(14) ^ 1, 14)
    expect(unseal(toSealingKey('another secret', 'test'), sealed, 'connection 1')).toBeUndefined()
    expect(unseal(toSealingKey('a secret of the operator', 'other'), sealed, 'connection 1')).toBeUndefined()
    expect(unseal(key, sealed, 'connection 2')).toBeUndefined()
    expect(unseal(key, bytes.toString('base64url'), 'connection 1')).toBeUndefined()
    for (const text of ['', 'x', sealed.slice(0, 30), `${sealed}AAAA`])
      expect(unseal(key, text, 'connection 1')).toBeUndefined()
  })
})
