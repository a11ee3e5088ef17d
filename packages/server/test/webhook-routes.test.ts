import { toSealingKey } from '@rolecall/core/access/seal'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { clientOf, type Client } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'
import { startServerInProcess } from './running-server.ts'

const url = 'https://product.example.com/hook'

describe('the webhooks of an organization', () => {
  let rolecall: RolecallUnderTest
  let owner: Client
  let reader: Client
  let unsealed: Client
  beforeEach(async () => {
    rolecall = await startRolecallInMemory()
    const { keys } = await rolecall.createOrganization('Acme')
    const services = { ...rolecall.services, connectionKey: toSealingKey('secret', 'client secrets') }
    const running = startServerInProcess(services)
    owner = clientOf(running, keys.organization)
    reader = clientOf(running, keys.organization_read)
    unsealed = clientOf(rolecall, keys.organization)
  })
  afterEach(() => rolecall.stop())

  const make = (body: object = {}) => owner('POST', '/api/webhooks', { body: { displayName: 'Product', url, ...body } })

  it('show their secret once, and neither events nor the audit have it', async () => {
    const { body, status } = await make({ types: ['RoleGranted', 'RoleRevoked'] })
    expect(status).toBe(201)
    expect(body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const id = body.id as string
    const shown = await reader('GET', `/api/webhooks/${id}`)
    expect(shown.body).toMatchObject({ state: 'on', types: ['RoleGranted', 'RoleRevoked'], failures: 0 })
    const rest = [
      shown,
      await reader('GET', '/api/events'),
      await owner('GET', '/api/audit'),
      await reader('GET', '/api/webhooks'),
    ]
    for (const { text } of rest) {
      expect(text).not.toContain(body.secret)
      expect(text).not.toContain('sealed')
    }
    const rotated = await owner('POST', `/api/webhooks/${id}/rotate`)
    expect(rotated.body.secret).not.toBe(body.secret)
    await owner('PATCH', `/api/webhooks/${id}`, { body: { displayName: 'Other', types: null } })
    expect((await owner('DELETE', `/api/webhooks/${id}`)).status).toBe(204)
    const audit = await owner('GET', '/api/audit?kind=delivery')
    expect((audit.body as { type: string }[]).map(({ type }) => type)).toEqual([
      'SubscriptionDeleted',
      'SubscriptionChanged',
      'SubscriptionChanged',
      'SubscriptionCreated',
    ])
  })

  it.each([
    [{ url: 'http://product.example.com' }, 'url', 'an https URL was expected, not "http://product.example.com"'],
    [{ url: 'https://169.254.169.254/latest' }, 'url', 'calls nothing at 169.254.169.254'],
    [{ url: 'https://[::ffff:10.0.0.1]/' }, 'url', 'calls nothing at'],
    [{ url: 'https://user:secret@product.example.com' }, 'url', 'without user and password'],
    [{ types: ['RoleGrantd'] }, 'types[0]', '"RoleGrantd" is no type of event'],
    [{ types: ['AuditRead'] }, 'types[0]', '"AuditRead" is no type of event'],
    [{ types: [] }, 'types', 'leave it out for all'],
  ])('are refused with %j', async (body, path, message) => {
    const refused = await make(body)
    expect(refused.status).toBe(422)
    expect(refused.body.issues).toEqual([{ path, message: expect.stringContaining(message) }])
    const { id } = (await make()).body as { id: string }
    const changed = await owner('PATCH', `/api/webhooks/${id}`, { body })
    expect(changed.body.issues).toEqual([{ path, message: expect.stringContaining(message) }])
  })

  it('can not be made where nothing is there to seal their secret with', async () => {
    const refused = await unsealed('POST', '/api/webhooks', { body: { displayName: 'x', url } })
    expect([refused.status, refused.body.issues[0].message]).toEqual([422, expect.stringContaining('sso.secret')])
  })

  it('are ten at most', async () => {
    for (let count = 0; count < 10; count++) expect((await make()).status).toBe(201)
    expect((await make()).body).toMatchObject({ status: 409, code: 'TOO_MANY_SUBSCRIPTIONS' })
  })

  it('are made, changed and replayed by owners only', async () => {
    const { id } = (await make()).body as { id: string }
    const path = `/api/webhooks/${id}`
    for (const [method, where] of [
      ['POST', '/api/webhooks'],
      ['PATCH', path],
      ['DELETE', path],
      ['POST', `${path}/rotate`],
      ['POST', `${path}/test`],
      ['POST', `${path}/replay`],
    ] as const)
      expect([where, (await reader(method, where, method === 'DELETE' ? {} : { body: {} })).status]).toEqual([
        where,
        403,
      ])
  })

  it('say of an event whether its turn has come, and that it is none of theirs where it came before them', async () => {
    const [before] = (await reader('GET', '/api/events')).body as { id: string }[]
    const { id } = (await make()).body as { id: string }
    await owner('PUT', '/api/teams/design', { body: {} })
    const after = ((await reader('GET', '/api/events')).body as { id: string }[]).at(-1)
    const stateOf = async (eventId = '') => (await reader('GET', `/api/receipts?eventId=${eventId}`)).body
    expect(await stateOf(before?.id)).toMatchObject([{ subscription: id, state: 'none' }])
    expect(await stateOf(after?.id)).toMatchObject([{ subscription: id, state: 'ahead', attempts: null }])
    expect((await reader('GET', '/api/receipts?eventId=999-0')).status).toBe(404)
    expect((await reader('GET', '/api/receipts')).status).toBe(400)
    expect((await reader('GET', `/api/webhooks/${id}/dead-letters`)).body).toEqual([])
  })
})
