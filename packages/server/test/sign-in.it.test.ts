import { CookieBrowser } from '@rolecall/testkit/cookie-browser'
import { startOpenIdProvider, type OpenIdProvider } from '@rolecall/testkit/openid-provider'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createClient, type Client } from './client.ts'
import { startRolecall, type Rolecall } from './rolecall.ts'

const connections = '/api/sso/connections'
const members = '/api/organization/members'
const users = '/api/scim/v2/Users'
const ofConsole = { 'x-rolecall-console': '1' }

describe.each(eachDatabase)('sign-in to the console by OpenID Connect on $name', ({ create }) => {
  let rolecall: Rolecall
  let provider: OpenIdProvider
  beforeAll(async () => {
    rolecall = await startRolecall(create)
    provider = await startOpenIdProvider()
  })
  afterAll(async () => {
    await provider.close()
    await rolecall.stop()
  })

  interface Tenant {
    readonly id: string
    readonly owner: Client
    readonly connection: { readonly id: string; readonly signInUrl: string; readonly backChannelLogoutUri: string }
    /** Provisions somebody, who becomes an Owner. */
    readonly add: (name: string, role?: string) => Promise<string>
    readonly setActive: (userId: string, value: boolean) => Promise<void>
  }

  let count = 0
  async function start({ clientSecret = 'a secret' as string | null, console = true } = {}): Promise<Tenant> {
    const { id, keys } = await rolecall.createOrganization('Acme')
    const owner = createClient(rolecall.url, keys.organization)
    const scim = createClient(rolecall.url, keys.scim)
    const audience = `client-${(count += 1)}`
    const body = { name: 'Provider', issuer: provider.issuer, audience, claim: 'oid', console, clientSecret }
    const made = await owner('POST', connections, { body })
    expect(made.status).toBe(201)
    const { backChannelLogoutUri, postLogoutRedirectUri, redirectUri } = made.body
    provider.register({ clientId: audience, clientSecret, redirectUri, postLogoutRedirectUri, backChannelLogoutUri })
    return {
      id,
      owner,
      connection: made.body,
      async add(name, role = 'Owner') {
        const emailAddress = `${name}@example.com`
        const emails = [{ type: 'work', value: emailAddress }]
        const user = await scim('POST', users, { body: { userName: emailAddress, externalId: `oid-${name}`, emails } })
        expect(user.status).toBe(201)
        if (role === 'Owner') {
          expect((await owner('PUT', `${members}/${emailAddress}`, { body: { role } })).status).toBe(200)
        }
        return user.body.id as string
      },
      async setActive(userId, value) {
        const Operations = [{ op: 'replace', path: 'active', value }]
        expect((await scim('PATCH', `${users}/${userId}`, { body: { Operations } })).status).toBe(200)
      },
    }
  }

  /** A browser whose person signs in, and where it ends. */
  async function signIn(tenant: Tenant, person: string, to = '/people') {
    provider.person = person
    const browser = new CookieBrowser()
    const address = `${tenant.connection.signInUrl}?to=${encodeURIComponent(to)}`
    const page = await browser.open(
      address,
      {},
      (url) => url.origin === rolecall.url && !url.pathname.startsWith('/sign-in'),
    )
    const call = (method: string, path: string, body?: unknown) =>
      createClient(rolecall.url, null)(method, path, {
        ...(body === undefined ? {} : { body }),
        headers: { ...ofConsole, cookie: `rolecall=${browser.cookie(rolecall.url, 'rolecall') ?? ''}` },
      })
    return { browser, call, at: page.url.pathname + page.url.search, refused: page.url.searchParams.get('refused') }
  }

  it('lets an Owner in, who then may do what an owner key may', async () => {
    const tenant = await start()
    const userId = await tenant.add('ann')
    const { at, browser, call } = await signIn(tenant, 'ann')
    expect(at).toBe('/people')
    expect(browser.cookie(rolecall.url, 'rolecall')).toMatch(/^p\.[\w-]{43}$/)
    expect(browser.cookie(rolecall.url, 'rolecall-sign-in')).toBeUndefined()
    expect((await call('GET', '/api/session')).body).toMatchObject({
      key: null,
      person: { userId, emailAddress: 'ann@example.com' },
      scopes: ['organization'],
      organization: { id: tenant.id, name: 'Acme' },
    })
    expect((await call('PUT', '/api/teams/made-by-ann', {})).status).toBe(201)
    const { body: audit } = await tenant.owner('GET', `/api/audit?actor=person:${userId}`)
    expect(audit.map(({ type }: { type: string }) => type)).toEqual(['TeamCreated', 'PersonSignedIn'])
    expect(audit[0].actor).toMatchObject({ kind: 'person', id: userId })
  })

  it('lets a public client in by PKCE alone, and by the id of the organization', async () => {
    const tenant = await start({ clientSecret: null })
    await tenant.add('ann')
    const connection = { ...tenant.connection, signInUrl: `${rolecall.url}/sign-in/sso/${tenant.id}` }
    expect((await signIn({ ...tenant, connection }, 'ann')).at).toBe('/people')
  })

  it('goes on when the provider signs with another key', async () => {
    const tenant = await start()
    await tenant.add('ann')
    await provider.rotateKeys()
    expect((await signIn(tenant, 'ann')).at).toBe('/people')
  })

  it.each([
    ['somebody who is no member', 'nobody', 'unknown'],
    ['a member who is no Owner', 'max', 'not-owner'],
    ['a member who is inactive', 'ida', 'inactive'],
    ['somebody whom the provider refuses', null, 'provider'],
  ])('refuses %s, and says why in the audit and in the log', async (_, person, code) => {
    const tenant = await start()
    await tenant.add('max', 'Member')
    await tenant.setActive(await tenant.add('ida'), false)
    const { browser, refused } = await signIn(tenant, person as string)
    expect(refused).toBe(code)
    expect(browser.cookie(rolecall.url, 'rolecall')).toBeUndefined()
    const line = rolecall.logged.findLast(({ msg }) => msg === 'sign-in refused')
    expect(line).toMatchObject({
      organizationId: tenant.id,
      connectionId: tenant.connection.id,
      reason: expect.any(String),
    })
  })

  it('ends with the deactivation of the member, and does not come back with them', async () => {
    const tenant = await start()
    const userId = await tenant.add('ann')
    const { call } = await signIn(tenant, 'ann')
    expect((await call('GET', '/api/teams')).status).toBe(200)
    await tenant.setActive(userId, false)
    expect((await call('GET', '/api/teams')).status).toBe(401)
    await tenant.setActive(userId, true)
    expect((await call('GET', '/api/teams')).status).toBe(401)
    expect((await call('GET', '/api/session')).body).toBeNull()
  })

  it('rests while the member is no Owner, and while the connection does not open the console', async () => {
    const tenant = await start()
    await tenant.add('ann')
    await tenant.add('eve')
    const { call } = await signIn(tenant, 'ann')
    const status = async () => (await call('GET', '/api/teams')).status
    await tenant.owner('PUT', `${members}/ann@example.com`, { body: { role: null } })
    expect(await status()).toBe(401)
    await tenant.owner('PUT', `${members}/ann@example.com`, { body: { role: 'Owner' } })
    expect(await status()).toBe(200)
    const path = `${connections}/${tenant.connection.id}`
    expect((await tenant.owner('PATCH', path, { body: { console: false } })).body).toMatchObject({ console: false })
    expect(await status()).toBe(401)
    expect((await signIn(tenant, 'ann')).refused).toBe('link')
  })

  it('signs out here and at the provider, which then asks for nobody’s old session', async () => {
    const tenant = await start()
    await tenant.add('ann')
    const { browser, call } = await signIn(tenant, 'ann')
    const out = await call('DELETE', '/api/session')
    expect(out.status).toBe(200)
    expect((await call('GET', '/api/teams')).status).toBe(401)
    const question = await browser.open(out.body.continueAt as string)
    const [, action = '', xsrf = ''] = /action="([^"]+)".*name="xsrf" value="([^"]+)"/.exec(question.text) ?? []
    const body = new URLSearchParams({ xsrf, logout: 'yes' })
    const back = await browser.open(action, { method: 'POST', body })
    expect(back.url.href).toBe(`${rolecall.url}/`)
  })

  it('ends by a logout token of the provider, with the session there', async () => {
    const tenant = await start()
    await tenant.add('ann')
    const [here, elsewhere] = [await signIn(tenant, 'ann'), await signIn(tenant, 'ann')]
    const question = await here.browser.open(`${provider.issuer}/session/end`)
    const [, action = '', xsrf = ''] = /action="([^"]+)".*name="xsrf" value="([^"]+)"/.exec(question.text) ?? []
    await here.browser.open(action, { method: 'POST', body: new URLSearchParams({ xsrf, logout: 'yes' }) })
    expect(provider.logouts.at(-1)).toBe(200)
    expect((await here.call('GET', '/api/teams')).status).toBe(401)
    expect((await elsewhere.call('GET', '/api/teams')).status).toBe(200)
  })
})
