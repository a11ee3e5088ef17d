import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { InvalidCursor } from '../errors.ts'
import { openCursor, sealCursor, type Cursor } from './cursor.ts'

const secret = new Uint8Array(32).fill(1)
const nonce = new Uint8Array(12).fill(2)
const binding = { organizationId: 'acme', query: 'Users by userName' }
const cursor: Cursor = {
  direction: 'after',
  place: { key: 'ann@example.com', id: 'a' },
  count: 10,
  total: 25,
  expires: 1_800_000_000_000,
}
const sealed = sealCursor(cursor, secret, binding, nonce)

describe('a cursor (RFC 9865)', () => {
  it('opens to what it was, has only unreserved characters, and shows nothing of it (§2, §5.2)', () => {
    const key = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constant(null),
    )
    const cursors = fc.record({
      direction: fc.constantFrom('after' as const, 'before' as const),
      place: fc.record({ key, id: fc.string() }),
      count: fc.nat(),
      total: fc.nat(),
      expires: fc.nat(),
    })
    fc.assert(
      fc.property(cursors, fc.uint8Array({ minLength: 12, maxLength: 12 }), (any, random) => {
        const text = sealCursor(any, secret, binding, random)
        expect(text).toMatch(/^[\w.~-]+$/)
        // A negative zero is a zero in JSON.
        expect(openCursor(text, secret, binding)).toEqual(JSON.parse(JSON.stringify(any)))
      }),
    )
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('ann')
  })

  it('is refused with any of its characters changed', () => {
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = sealed.slice(0, index) + (sealed[index] === 'A' ? 'B' : 'A') + sealed.slice(index + 1)
      expect(() => openCursor(changed, secret, binding)).toThrow(InvalidCursor)
    }
  })

  it.each(['', 'x', 'nextCursor', `${sealed}A`, sealed.slice(1), `${sealed}=`, `${sealed} `, 'é', 'A'.repeat(5_000)])(
    'is refused in the same words when it is %j',
    (text) => {
      expect(() => openCursor(text, secret, binding)).toThrow(/none that this server gave for this query/)
    },
  )

  it.each([
    ['another secret', new Uint8Array(32), binding],
    ['another organization', secret, { ...binding, organizationId: 'other' }],
    ['another query', secret, { ...binding, query: 'Groups by displayName' }],
  ])('is refused for %s', (_, otherSecret, otherBinding) => {
    expect(() => openCursor(sealed, otherSecret, otherBinding)).toThrow(InvalidCursor)
  })
})
