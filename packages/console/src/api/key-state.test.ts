import { expect, it } from 'vitest'

import { keyState } from './key-state.ts'

const now = Date.parse('2026-12-01T00:00:00.000Z')

it.each([
  [null, null, 'live'],
  ['2026-12-01T00:00:00.001Z', null, 'live'],
  ['2026-12-01T00:00:00.000Z', null, 'ended'],
  ['2026-11-30T00:00:00.000Z', '2026-11-29T00:00:00.000Z', 'revoked'],
  [null, '2026-11-29T00:00:00.000Z', 'revoked'],
])('a key that ends at %s and was revoked at %s is %s', (expiresAt, revokedAt, state) => {
  expect(keyState({ expiresAt, revokedAt }, now)).toBe(state)
})
