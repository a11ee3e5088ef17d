import { BadRequest } from '@rolecall/core/scim/errors'
import { describe, expect, it } from 'vitest'

import { parseEventId, toCloudEvent } from './cloud-event.ts'

const event = {
  type: 'RoleGranted',
  subject: 'users/1',
  data: { role: 'Owner' },
  revision: 7,
  index: 2,
  time: '2026-01-01T00:00:00.000Z',
} as const

describe('toCloudEvent', () => {
  it('has every attribute that CloudEvents 1.0 requires, and the cause as extension attributes', () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const cause = { kind: 'scim', requestId: 'r1', keyId: 'k1', traceparent } as const
    expect(toCloudEvent('org', { ...event, cause })).toEqual({
      specversion: '1.0',
      id: '7-2',
      source: '/organizations/org',
      type: 'RoleGranted',
      subject: 'users/1',
      time: '2026-01-01T00:00:00.000Z',
      datacontenttype: 'application/json',
      causekind: 'scim',
      causerequestid: 'r1',
      causekeyid: 'k1',
      traceparent,
      data: { role: 'Owner' },
    })
  })

  it('names attributes by lower-case letters and digits only, and none of them null (CloudEvents 1.0 §3.1)', () => {
    const cloudEvent = toCloudEvent('org', { ...event, cause: { kind: 'job', requestId: null, keyId: null } })
    expect(Object.entries(cloudEvent).filter(([name, value]) => !/^[a-z0-9]+$/.test(name) || value === null)).toEqual(
      [],
    )
  })
})

describe('parseEventId', () => {
  it('reads what toCloudEvent writes', () => {
    expect(parseEventId('7-2')).toEqual({ revision: 7, index: 2 })
  })

  it.each(['7', '7-', '-2', 'a-b', '7-2-1', '1e3-1', ' 7-2'])('refuses %j', (text) => {
    expect(() => parseEventId(text)).toThrow(BadRequest)
  })
})
