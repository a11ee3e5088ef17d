import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTestServer, type TestServer, type Tenant } from '../test-server.ts'

/** Threat: another page, another host of the domain, or a page without TLS makes use of somebody's signed-in browser. */
describe.each(eachDatabase)('a signed-in browser on $name', ({ create }) => {
  let server: TestServer
  let tenant: Tenant
  let cookie: string
  const console = { 'x-rolecall-console': '1', 'content-type': 'application/json' }
  beforeAll(async () => {
    server = await startTestServer(create, { baseUrl: 'https://rolecall.example' })
    tenant = await server.createTenant()
    const body = JSON.stringify({ key: tenant.ownerKey })
    const { headers } = await fetch(`${server.url}/api/session`, { method: 'POST', headers: console, body })
    cookie = headers.get('set-cookie') ?? ''
  })
  afterAll(() => server.close())

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(server.url + path, { method, headers })
  const token = () => /^__Host-rolecall=([\w-]{43});/.exec(cookie)?.[1] ?? ''

  it('gets a cookie that comes back over TLS to this host alone', () => {
    expect(cookie).toMatch(
      /^__Host-rolecall=[\w-]{43}; Path=\/; Max-Age=(28800|287\d\d); HttpOnly; SameSite=Strict; Secure$/,
    )
  })

  it('takes no cookie that another host of the domain could have set', async () => {
    expect((await ask('/api/teams', { cookie: `__Host-rolecall=${token()}` })).status).toBe(200)
    expect((await ask('/api/teams', { cookie: `rolecall=${token()}` })).status).toBe(401)
    const tossed = { cookie: `rolecall=${token()}; __Host-rolecall=${'x'.repeat(43)}` }
    expect((await ask('/api/teams', tossed)).status).toBe(401)
    expect(await (await ask('/api/session', { cookie: `rolecall=${token()}` })).json()).toBeNull()
  })

  it('is not signed out by a cookie that does not count', async () => {
    const out = await ask('/api/session', { ...console, cookie: `rolecall=${token()}` }, 'DELETE')
    expect(out.status).toBe(204)
    expect((await ask('/api/teams', { cookie: `__Host-rolecall=${token()}` })).status).toBe(200)
  })

  it('changes nothing for a page that can not send our header', async () => {
    const forged = await ask('/api/teams/forged', { cookie: `__Host-rolecall=${token()}` }, 'PUT')
    expect(forged.status).toBe(403)
  })

  const told = {
    'strict-transport-security': 'max-age=31536000',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=()'),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
  }

  it.each([
    ['GET', '/api/teams', 401],
    ['GET', '/api/session', 200],
    ['GET', '/api/openapi.json', 200],
    ['GET', '/api/scim/v2/Users', 401],
    ['GET', '/nowhere', 404],
    ['PATCH', '/api/teams', 405],
    ['OPTIONS', '/api/teams', 204],
    ['GET', '/healthz', 200],
    ['GET', '/metrics', 200],
    ['POST', '/api/session', 403],
  ])('is told what it may do with the answer of %s %s', async (method, path, status) => {
    const init = method === 'POST' ? { body: '{"key":"x"}', headers: { 'content-type': 'application/json' } } : {}
    const response = await fetch(server.url + path, { method, ...init })
    expect(response.status).toBe(status)
    expect(Object.fromEntries(response.headers)).toMatchObject(told)
  })

  it('is told so where its request could not be read', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.write('no request\r\n\r\n')
    const head = (await text(socket)).split('\r\n\r\n')[0]?.toLowerCase() ?? ''
    for (const name of Object.keys(told)) expect(head).toContain(`\r\n${name}: `)
  })
})
