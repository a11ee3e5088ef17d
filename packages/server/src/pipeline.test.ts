import { StoreError } from '@rolecall/core/store-error'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startServer, type RunningServer } from '../test/running-server.ts'
import { stubKey, stubServices } from '../test/stub-services.ts'

const provider = stubKey('provider', ['scim'])
const owner = stubKey('owner', ['organization'])
const reader = stubKey('reader', ['organization_read'])
const expired = stubKey('expired', ['scim'], { expiresAt: '2026-05-31T24:00:00.000Z' })
const revoked = stubKey('gone', ['scim'], { revokedAt: '2026-05-31T12:00:00.000Z' })

let running: RunningServer

beforeAll(async () => {
  const services = stubServices([provider, owner, reader, expired, revoked], {
    read: () => {
      throw new Error('the database said ann@example.com')
    },
    write: () => Promise.reject(new StoreError('conflict', 'busy')),
  })
  running = await startServer(services, { limits: { bodyBytes: 1_000 } })
})
afterAll(() => running.server.close())

const ask = (path: string, key?: string, init: RequestInit = {}) =>
  fetch(running.url + path, {
    ...init,
    headers: { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...(init.headers as object) },
  })

const post = (
  path: string,
  key: string,
  body: NonNullable<RequestInit['body']>,
  type = 'application/scim+json',
  headers = {},
) => ask(path, key, { method: 'POST', body, headers: { 'content-type': type, ...headers } })

const scimError = (status: number, more: object = {}) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
  status: String(status),
  detail: expect.any(String) as string,
  ...more,
})

describe('routing', () => {
  it('answers an unknown SCIM path with 404 in SCIM JSON', async () => {
    const response = await ask('/api/scim/v2/Printers', provider.key)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('application/scim+json')
    expect(await response.json()).toEqual(scimError(404))
  })

  it('answers every other unknown path with a problem', async () => {
    for (const path of ['/', '/api', '/api/scim/v20/Users', '/api/nothing']) {
      const response = await ask(path)
      expect(response.status).toBe(404)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
    }
  })

  it('names the methods that a path has (RFC 9110 §15.5.6)', async () => {
    const users = await ask('/api/scim/v2/Users/1', provider.key, { method: 'POST' })
    expect([users.status, users.headers.get('allow')]).toEqual([405, 'HEAD, GET, PUT, PATCH, DELETE, OPTIONS'])
    expect(await users.json()).toEqual(scimError(405))
    const teams = await ask('/api/teams', owner.key, { method: 'DELETE' })
    expect([teams.status, teams.headers.get('allow')]).toEqual([405, 'HEAD, GET, OPTIONS'])
  })

  it('says the same to OPTIONS, which needs no key (RFC 9110 §9.3.7)', async () => {
    const bulk = await ask('/api/scim/v2/Bulk', undefined, { method: 'OPTIONS' })
    expect([bulk.status, bulk.headers.get('allow'), await bulk.text()]).toEqual([204, 'POST, OPTIONS', ''])
    expect((await ask('/api/scim/v2/Printers', undefined, { method: 'OPTIONS' })).status).toBe(404)
  })

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])(
    '%s /Me is 501: a key is no user (RFC 7644 §3.11)',
    async (method) => {
      const reply = await ask('/api/scim/v2/Me', provider.key, { method })
      expect(reply.status).toBe(501)
      if (method !== 'HEAD') expect(await reply.json()).toEqual(scimError(501))
    },
  )

  it.each([
    '/API/SCIM/V2/serviceproviderconfig',
    '/api/scim/v2/ServiceProviderConfig/',
    '/api/scim/v2/ServiceProviderConfig?',
    '/api/scim/v2/ServiceProviderConfig?&',
    '/api/scim/v2/ServiceProviderConfig?aadOptscim062020',
  ])('finds %s, as providers write it', async (path) => {
    expect((await ask(path, provider.key)).status).toBe(200)
  })

  it('answers HEAD as GET, without the body', async () => {
    const get = await ask('/api/scim/v2/ServiceProviderConfig', provider.key)
    const head = await ask('/api/scim/v2/ServiceProviderConfig', provider.key, { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    expect(head.headers.get('content-length')).toBe(String((await get.arrayBuffer()).byteLength))
  })
})

describe('authentication', () => {
  const config = '/api/scim/v2/ServiceProviderConfig'

  it('takes the key as a bearer token and as x-api-key', async () => {
    expect((await ask(config, provider.key)).status).toBe(200)
    expect((await ask(config, undefined, { headers: { 'x-api-key': provider.key } })).status).toBe(200)
  })

  it('asks for a key where there is none (RFC 6750 §3)', async () => {
    const response = await ask(config)
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="rolecall"'])
    expect(await response.json()).toEqual(scimError(401))
  })

  it.each([
    ['unknown', stubKey('nobody', ['scim']).key],
    ['expired', expired.key],
    ['revoked', revoked.key],
    ['of another secret', `${provider.key.slice(0, -1)}B`],
    ['no key', 'x'],
  ])('answers a key that is %s in one and the same way', async (_, key) => {
    const response = await ask(config, key)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="rolecall", error="invalid_token"')
    expect(await response.json()).toEqual(
      scimError(401, { detail: 'The API key or access token is unknown, expired or revoked' }),
    )
  })

  it('names the scope that a key lacks', async () => {
    const response = await ask('/api/teams', provider.key)
    expect(response.status).toBe(403)
    expect(response.headers.get('www-authenticate')).toContain('error="insufficient_scope", scope="organization_read"')
  })

  it('decides before it reads the body or says anything about the path', async () => {
    const response = await post('/api/scim/v2/Users', owner.key, '{ broken')
    expect(response.status).toBe(403)
  })
})

describe('bodies', () => {
  const users = '/api/scim/v2/Users'

  it.each(['text/plain', 'application/xml', '', 'application/scim+json; charset=latin1'])(
    'does not understand the media type %j',
    async (type) => {
      const response = await post(users, provider.key, '{}', type)
      expect(response.status).toBe(415)
      expect(await response.json()).toEqual(scimError(415))
    },
  )

  it('does not understand a compressed body', async () => {
    const gzip = { 'content-encoding': 'gzip' }
    expect((await post(users, provider.key, '{}', 'application/json', gzip)).status).toBe(415)
  })

  it('says where a body stops being JSON', async () => {
    const response = await post(users, provider.key, '{"userName": "ann@example.com",}')
    expect(response.status).toBe(400)
    const detail = 'The body is not valid JSON (at line 1, column 32)'
    expect(await response.json()).toEqual(scimError(400, { scimType: 'invalidSyntax', detail }))
  })

  it('refuses bytes that are no UTF-8 and takes a byte order mark', async () => {
    const broken = await post(users, provider.key, new Uint8Array([0x22, 0xff, 0x22]))
    expect(await broken.json()).toEqual(
      scimError(400, { scimType: 'invalidSyntax', detail: 'The body is not valid UTF-8' }),
    )
    const marked = await post(users, provider.key, '\ufeff[')
    expect(await marked.json()).toMatchObject({ detail: 'The body is not valid JSON (at line 1, column 2)' })
  })

  it('refuses a body that is too large, announced or not, and keeps the connection usable', async () => {
    const large = `"${'x'.repeat(1_000_000)}"`
    const announced = await post(users, provider.key, large)
    expect(announced.status).toBe(413)
    expect(await announced.json()).toEqual(scimError(413))
    const streamed = await ask(users, provider.key, {
      method: 'POST',
      body: new Blob([large]).stream(),
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    } as RequestInit)
    expect(streamed.status).toBe(413)
    expect((await ask('/healthz')).status).toBe(200)
  })

  it('names everything that is wrong with a body of the management API', async () => {
    const body = JSON.stringify({ name: 1, members: [{ emailAddress: 'a@example.com' }], extra: true })
    const response = await ask('/api/teams/x', owner.key, {
      method: 'PUT',
      body,
      headers: { 'content-type': 'application/json; charset=utf-8' },
    })
    expect(response.status).toBe(422)
    const { issues } = (await response.json()) as { issues: { path: string }[] }
    expect(issues.map(({ path }) => path).toSorted()).toEqual(['extra', 'members[0].role', 'name'])
  })
})

describe('failures', () => {
  it('tells of an unexpected error nothing but the request id, and logs the stack', async () => {
    const response = await ask('/api/teams', reader.key, { headers: { 'x-request-id': 'fails-1' } })
    expect(response.status).toBe(500)
    const text = await response.text()
    expect(text).toContain('fails-1')
    expect(text).not.toContain('database said')
    const line = running.logged.find(({ requestId, msg }) => requestId === 'fails-1' && msg === 'request failed')
    expect(line).toMatchObject({ route: '/api/teams', error: { stack: expect.stringContaining('pipeline.test') } })
  })

  it('answers a busy store with 503 and an integer Retry-After', async () => {
    const body = JSON.stringify({ userNameMutable: true })
    const headers = { 'content-type': 'application/json' }
    const response = await ask('/api/settings/organization', owner.key, { method: 'PUT', body, headers })
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2'])
  })
})

describe('every answer', () => {
  it('has the request id, the client’s where it is sane', async () => {
    const sent = await ask('/healthz', undefined, { headers: { 'x-request-id': 'abc-1.2:3' } })
    expect(sent.headers.get('x-request-id')).toBe('abc-1.2:3')
    for (const insane of ['a b', 'x'.repeat(129), '{"a":1}', owner.key]) {
      const response = await ask('/healthz', undefined, { headers: { 'x-request-id': insane } })
      expect(response.headers.get('x-request-id')).toBe('made-by-us')
    }
  })

  it('has the security headers, errors too', async () => {
    for (const path of ['/healthz', '/api/teams', '/nowhere']) {
      const { headers } = await ask(path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('permissions-policy')).toContain('camera=(), ')
      expect(headers.get('strict-transport-security')).toBeNull()
      expect(headers.get('x-powered-by')).toBeNull()
    }
  })

  it('is logged by route and key, never with its path, query, headers or body', async () => {
    const id = { 'x-request-id': 'logged-1' }
    await ask('/api/organization/members/ann@example.com?x=bob@example.com', owner.key, { headers: id })
    const lines = running.logged.filter(({ requestId }) => requestId === 'logged-1')
    expect(lines.find(({ msg }) => msg === 'request')).toMatchObject({
      method: 'GET',
      route: '/api/organization/members/:email',
      status: 500,
      durationMs: expect.any(Number),
      keyId: 'owner',
      organizationId: 'organization-of-keys',
    })
    const secret = owner.key.slice(-43)
    const text = JSON.stringify(lines.filter(({ msg }) => msg === 'request'))
    expect(['ann@', 'bob@', secret].filter((personal) => text.includes(personal))).toEqual([])
  })

  it('is measured by route and status, so that paths do not become series', async () => {
    await ask('/unknown/ann@example.com')
    const text = await (await ask('/metrics')).text()
    expect(text).toContain('rolecall_http_request_duration_seconds_count{method="GET",route="unknown",status="404"}')
    expect(text).toMatch(/route="\/api\/scim\/v2\/ServiceProviderConfig",status="200"/)
    expect(text).toContain('process_cpu_seconds_total')
    expect(text).not.toContain('ann@')
  })
})

describe('health', () => {
  it('answers as long as the process does', async () => {
    expect(await (await ask('/healthz')).json()).toEqual({ status: 'ok' })
  })

  it('is ready only while the store is', async () => {
    expect(await (await ask('/readyz')).json()).toEqual({ status: 'ready' })
    const broken = await startServer(stubServices([], { check: () => Promise.reject(new Error('not migrated')) }))
    const response = await fetch(`${broken.url}/readyz`)
    await broken.server.close()
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2'])
  })
})
