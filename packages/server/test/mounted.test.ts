import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createMounted, type Mounted } from '../src/create-mounted.ts'
import { toSite } from '../src/http/site.ts'
import { bundledEntries } from './bundled-entries.ts'
import { createTestOrganization, type TestOrganization } from './test-organization.ts'

const base = 'https://product.example/in/rolecall'
const folder = mkdtempSync(join(tmpdir(), 'rolecall-mounted-'))
const user = (userName: string) => ({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName })

let rolecall: Mounted
let organization: TestOrganization
let end: () => Promise<void>
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  mkdirSync(join(folder, 'images'))
  writeFileSync(join(folder, 'index.html'), '<div data-path="__mount__"><a href="/docs/x">')
  writeFileSync(join(folder, '_layout.html'), '{{content}}')
  writeFileSync(join(folder, 'style.css'), '')
  const { close, services } = await startInMemory({ plugins: bundledEntries([]) })
  const log = pino({ level: 'silent' })
  const folders = { consoleFolder: folder, docsFolder: folder }
  rolecall = createMounted({ services, site: toSite(base), log, ...folders })
  organization = await createTestOrganization(services, 'Acme')
  end = close
})
afterAll(async () => {
  await rolecall.close()
  await end()
  rmSync(folder, { recursive: true })
})

const keyOf = (scope: 'organization' | 'scim') => ({ authorization: `Bearer ${organization.keys[scope]}` })

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return rolecall.fetch(new Request(base + path, { redirect: 'manual', ...init }))
}

function provision(body: unknown): Promise<Response> {
  const headers = { ...keyOf('scim'), 'content-type': 'application/scim+json' }
  return ask('/api/scim/v2/Users', { method: 'POST', headers, body: JSON.stringify(body) })
}

describe('below a path', () => {
  it('says where everything is', async () => {
    const created = await provision(user('ann@example.com'))
    const { id, meta } = (await created.json()) as { readonly id: string; readonly meta: { readonly location: string } }
    const address = `${base}/api/scim/v2/Users/${id}`
    expect([created.status, created.headers.get('location'), meta.location]).toEqual([201, address, address])
    expect((await ask('/api/scim/v2/Users', { headers: keyOf('scim') })).status).toBe(200)
    const page = await ask('/api/organization/members?limit=1', { headers: keyOf('organization') })
    expect(page.headers.get('link')).toContain(`<${base}/api/organization/members?`)
    const overview = (await (await ask('/api/overview', { headers: keyOf('organization') })).json()) as object
    expect(overview).toMatchObject({ tenantUrl: `${base}/api/scim/v2` })
    expect(await (await ask('/api/openapi.json')).json()).toMatchObject({ servers: [{ url: '/in/rolecall' }] })
    expect(await (await ask('/.well-known/oauth-authorization-server')).json()).toMatchObject({
      issuer: base,
      token_endpoint: `${base}/oauth2/token`,
    })
  })

  it('leads a plan and a refused sign-in on', async () => {
    const headers = { ...keyOf('organization'), prefer: 'respond-async' }
    const plan = await ask('/api/settings/scim-mapping/plan', { method: 'POST', headers })
    if (plan.status === 202) expect(plan.headers.get('location')).toMatch(/^\/in\/rolecall\/api\/settings\//)
    const refused = await ask('/sign-in/sso/none')
    expect([refused.status, refused.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/^\/in\/rolecall\/\?refused=link/),
    ])
  })

  it('has its pages lead to one another', async () => {
    const page = await ask('/people', { headers: { accept: 'text/html' } })
    expect(await page.text()).toContain('data-path="/in/rolecall"')
    const unknown = await ask('/nothing', { headers: { accept: 'text/html' } })
    expect([unknown.status, await unknown.text()]).toEqual([404, expect.stringContaining('data-path="/in/rolecall"')])
    expect(await (await ask('/docs')).text()).toContain('<a href="/in/rolecall/docs/x">')
    expect(await (await ask('/docs/http')).text()).toContain('<a href="/in/rolecall/api/openapi.json">')
    expect((await rolecall.fetch(new Request(base))).status).toBe(200)
  })

  it('signs in by a cookie of its own', async () => {
    const headers = { 'content-type': 'application/json', 'x-rolecall-console': '1' }
    const body = JSON.stringify({ key: organization.keys.organization })
    const signedIn = await ask('/api/session', { method: 'POST', headers, body })
    const [cookie] = signedIn.headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-rolecall~in~rolecall=.+; Path=\/; .*Secure$/)
    const session = await ask('/api/session', { headers: { cookie: cookie?.split(';')[0] ?? '' } })
    expect(await session.json()).toMatchObject({ organization: { name: 'Acme' } })
    const members = await ask('/api/organization/members', { headers: { cookie: cookie?.split(';')[0] ?? '' } })
    expect(members.status).toBe(200)
  })
})

describe('fetch', () => {
  it('has no body for a status without one, and for HEAD', async () => {
    const gone = await ask('/api/scim/v2/Users/none', { method: 'HEAD', headers: keyOf('scim') })
    expect([gone.status, gone.body]).toEqual([404, null])
  })

  it('sends a body on as it comes', async () => {
    const pieces = JSON.stringify(user('streamed@example.com')).match(/.{1,9}/g) ?? []
    const body = ReadableStream.from(pieces.map((piece) => Buffer.from(piece)))
    const headers = { ...keyOf('scim'), 'content-type': 'application/scim+json' }
    const init = { method: 'POST', headers, body, duplex: 'half' as const }
    expect((await ask('/api/scim/v2/Users', init)).status).toBe(201)
  })

  it('answers before the end of a body that is too large', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x')
    const body = ReadableStream.from(
      (function* endless() {
        for (;;) yield piece
      })(),
    )
    const headers = { ...keyOf('scim'), 'content-type': 'application/scim+json' }
    const answer = await ask('/api/scim/v2/Users', { method: 'POST', headers, body, duplex: 'half' as const })
    expect(answer.status).toBe(413)
  })

  it('hears that the client has gone, and tells it', async () => {
    const gone = new AbortController()
    const waiting = ask('/api/events?wait=30&lastEventId=999999-0', {
      headers: keyOf('organization'),
      signal: gone.signal,
    })
    gone.abort(new Error('left'))
    await expect(waiting).rejects.toThrow('left')
    await expect(ask('/healthz', { signal: AbortSignal.abort() })).rejects.toThrow()
  })
})

it('finishes what is under way when it is closed, and refuses what comes then', async () => {
  const { close, services } = await startInMemory({ plugins: bundledEntries([]) })
  const mounted = createMounted({ services, site: toSite(null), log: pino({ level: 'silent' }) })
  const { keys } = await createTestOrganization(services, 'Beta')
  const headers = { authorization: `Bearer ${keys.organization}` }
  const waiting = mounted.fetch(
    new Request('http://x/api/events?wait=30&lastEventId=999999-0', { headers, signal: null }),
  )
  // Under way once it has been identified, which a second request behind it shows.
  await mounted.fetch(new Request('http://x/healthz'))
  await mounted.close()
  expect((await waiting).status).toBe(200)
  const refused = await mounted.fetch(new Request('http://x/healthz'))
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
  await close()
})
