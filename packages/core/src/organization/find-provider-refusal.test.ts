import { describe, expect, it } from 'vitest'

import type { ApiKeyRecord } from '../directory/api-key.ts'
import type { EventRow } from '../directory/event-chain.ts'
import { findProviderRefusal } from './find-provider-refusal.ts'

const key = (id: string, ...scopes: readonly string[]) =>
  ({ id, kind: 'key', displayName: id.toUpperCase(), scopes }) as unknown as ApiKeyRecord
const keys = [key('entra', 'scim'), key('owner', 'organization')]

const event = (time: string, id: string, data: object, type = 'KeyRefused') =>
  ({ time, type, subject: `api-keys/${id}`, data: JSON.stringify(data) }) as unknown as EventRow

const find = (...rows: readonly EventRow[]) =>
  findProviderRefusal(keys, { events: { listAudit: async () => [...rows] } as never })

describe('the last refusal of a provider', () => {
  it.each([
    ['entra', { reason: 'wrong-secret' }, 'what it shows is not the secret of the key "ENTRA"'],
    ['entra', { reason: 'revoked' }, 'the key "ENTRA" is revoked'],
    ['entra', { reason: 'expired' }, 'the key "ENTRA" has expired'],
    ['owner', { reason: 'scope', needed: 'scim' }, 'the key "OWNER" may not provision'],
  ])('is that of %s for %j', async (id, data, reason) => {
    expect(await find(event('2', id, data))).toEqual({ at: '2', reason })
  })

  it.each([
    ['a provider that reads what it may not', 'entra', { reason: 'scope', needed: 'organization_read' }],
    ['an organization that is suspended', 'entra', { reason: 'suspended' }],
    ['somebody else', 'owner', { reason: 'wrong-secret' }],
    ['a key that is gone', 'none', { reason: 'wrong-secret' }],
  ])('is not one of %s', async (_, id, data) => {
    expect(await find(event('2', id, data))).toBeUndefined()
  })

  it('is the newest, among all that happens to keys', async () => {
    const rows = [
      event('4', 'entra', {}, 'ApiKeyCreated'),
      event('3', 'owner', { reason: 'expired' }),
      event('2', 'entra', { reason: 'revoked' }),
      event('1', 'entra', { reason: 'wrong-secret' }),
    ]
    expect(await find(...rows)).toEqual({ at: '2', reason: 'the key "ENTRA" is revoked' })
    expect(await find()).toBeUndefined()
  })
})
