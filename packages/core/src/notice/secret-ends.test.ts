import { describe, expect, it } from 'vitest'

import type { ApiKeyRecord } from '../directory/api-key.ts'
import { defaultNoticeThresholds } from '../directory/notice.ts'
import type { ClientCredential } from '../directory/oauth-client.ts'
import { findEndingSecrets } from './secret-ends.ts'

const { secretEnds } = defaultNoticeThresholds
const expiresAt = '2026-04-01T00:00:00.000Z'

const key = (change: Partial<ApiKeyRecord> = {}) =>
  ({
    id: '1',
    kind: 'key',
    displayName: 'Entra',
    created: '2025-04-01T00:00:00.000Z',
    expiresAt,
    revokedAt: null,
    ...change,
  }) as ApiKeyRecord

const credential = (change: Partial<ClientCredential> = {}) =>
  ({
    id: 'c',
    clientId: '1',
    created: '2025-04-01T00:00:00.000Z',
    expiresAt,
    revokedAt: null,
    ...change,
  }) as ClientCredential

const levelsOf = (keys: readonly ApiKeyRecord[], now: string, credentials: readonly ClientCredential[] = []) =>
  findEndingSecrets(keys, credentials, secretEnds, now).map(({ level }) => level)

describe('a secret that ends', () => {
  it.each([
    ['2026-03-01T00:00:00.000Z', [0]],
    ['2026-03-02T00:00:00.000Z', [1]],
    ['2026-03-25T00:00:00.000Z', [2]],
    ['2026-03-31T00:00:00.000Z', [3]],
    ['2026-04-01T00:00:00.000Z', [4]],
    ['2026-04-08T00:00:00.000Z', [4]],
    ['2026-04-08T00:00:00.001Z', []],
  ])('at %s has the levels %j', (now, levels) => {
    expect(levelsOf([key()], now)).toEqual(levels)
  })

  it('is not spoken of where it is revoked, has no end, is a link, or was made for a day', () => {
    const now = '2026-03-31T12:00:00.000Z'
    expect(levelsOf([key({ revokedAt: now }), key({ expiresAt: null }), key({ kind: 'link' })], now)).toEqual([])
    expect(levelsOf([key({ created: '2026-03-31T00:00:00.000Z' })], now)).toEqual([])
  })

  it('that was made for five days is told on the last one only', () => {
    const short = key({ created: '2026-03-27T00:00:00.000Z' })
    expect(['2026-03-27', '2026-03-31', '2026-04-01'].map((day) => levelsOf([short], `${day}T00:00:00.000Z`))).toEqual([
      [0],
      [1],
      [2],
    ])
  })

  it('of a client is its last one, and none where another has no end', () => {
    const client = key({ kind: 'client', expiresAt: null })
    const later = credential({ id: 'd', expiresAt: '2027-04-01T00:00:00.000Z' })
    const now = '2026-03-31T00:00:00.000Z'
    expect(levelsOf([client], now, [credential()])).toEqual([3])
    expect(levelsOf([client], now, [credential(), later])).toEqual([0])
    expect(levelsOf([client], now, [credential(), { ...later, revokedAt: now }])).toEqual([3])
    expect(levelsOf([client], now, [credential(), { ...later, expiresAt: null }])).toEqual([])
    expect(levelsOf([client], now, [credential({ clientId: 'other' })])).toEqual([])
  })

  it('says in its sentence what ends, when, and what to do', () => {
    const [notice] = findEndingSecrets([key()], [], secretEnds, '2026-03-31T00:00:00.000Z')
    expect(notice?.message).toBe(
      'The key "Entra" ends in 1 day (2026-04-01T00:00:00.000Z): make the next one, give it to whoever uses this one, then revoke this one',
    )
  })
})
