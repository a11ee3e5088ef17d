import { CookieBrowser } from '@rolecall/testkit/cookie-browser'
import { startLyingProvider, type LyingProvider } from '@rolecall/testkit/lying-provider'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { startTestServer, type Tenant, type TestServer } from '../test-server.ts'

const session = 'rolecall'
const attempt = 'rolecall-sign-in'

/** Threat: somebody comes into the console as somebody else, or makes somebody else come in as them. */
describe.each(eachDatabase)('sign-in to the console on $name', ({ create }) => {
  let server: TestServer
  let provider: LyingProvider
  let tenant: Tenant
  let connection: Record<string, string>
  let annId: string
  beforeAll(async () => {
    server = await startTestServer(create, { outbound: { allow: ['127.0.0.1'], timeoutMs: 500 } })
    provider = await startLyingProvider()
    tenant = await server.createTenant()
    connection = await connect(tenant, 'client-1')
    annId = await addOwner(tenant, 'ann')
    await addOwner(tenant, 'bob')
  })
  afterAll(async () => {
    await provider.close()
    await server.close()
  })
  beforeEach(() => provider.lie({}))

  async function connect({ owner }: Tenant, audience: string, differ: object = {}): Promise<Record<string, string>> {
    const { issuer } = provider
    const input = { name: 'P', issuer, audience, claim: 'oid', console: true, clientSecret: 'a secret', ...differ }
    const { body, status } = await owner('POST', '/api/sso/connections', input)
    expect(status).toBe(201)
    return body as Record<string, string>
  }

  async function addOwner({ owner, provider: scim }: Tenant, name: string): Promise<string> {
    const userName = `${name}@example.com`
    const { body } = await scim('POST', '/Users', { userName, externalId: `oid-${name}`, active: true })
    await owner('PUT', `/api/organization/members/${userName}`, { role: 'Owner' })
    return (body as { id: string }).id
  }

  /** The way to the provider; what it is asked. */
  async function begin(browser: CookieBrowser, at = connection, query = ''): Promise<URLSearchParams> {
    const page = await browser.ask(new URL(`${at['signInUrl']}${query}`))
    expect(page.status).toBe(303)
    return new URL(page.headers.get('location') ?? '').searchParams
  }

  /** The way back. */
  async function comeBack(browser: CookieBrowser, query: Record<string, string>, at = connection) {
    const page = await browser.ask(new URL(`${at['redirectUri']}?${new URLSearchParams(query).toString()}`))
    const location = page.headers.get('location') ?? ''
    return { location, refused: new URL(location, server.url).searchParams.get('refused') }
  }

  /** A whole sign-in; `lie` is what the provider's token says otherwise. */
  async function signIn(lie: object = {}, at = connection, browser = new CookieBrowser()) {
    const asked = await begin(browser, at)
    provider.lie({ nonce: asked.get('nonce'), ...lie })
    const came = await comeBack(browser, { code: 'code', state: asked.get('state') ?? '' }, at)
    return { ...came, asked, browser }
  }

  const isIn = (browser: CookieBrowser) => browser.cookie(server.url, session) !== undefined

  it('lets in who is who they say', async () => {
    const { browser, location } = await signIn()
    expect([location, isIn(browser)]).toEqual(['/', true])
  })

  it.each<[string, object]>([
    [
      'the e-mail address of another person (nOAuth)',
      { oid: 'oid-mallory', email: 'ann@example.com', upn: 'ann@example.com' },
    ],
    ['the address of another person as the subject', { oid: 'ann@example.com' }],
    ['the subject of another person in another claim', { oid: 'oid-mallory', sub: 'oid-ann', externalId: 'oid-ann' }],
    ['another spelling of the subject', { oid: 'OID-ANN' }],
    ['the id of a member', { oid: 'annId' }],
  ])('knows nobody by %s', async (_, lie) => {
    const { browser, refused } = await signIn('oid' in lie && lie.oid === 'annId' ? { oid: annId } : lie)
    expect([refused, isIn(browser)]).toEqual(['unknown', false])
  })

  it.each<[string, object]>([
    ['without a nonce', { nonce: undefined }],
    ['with the nonce of another sign-in', { nonce: 'of another one' }],
    ['of another issuer', { iss: 'https://other.example' }],
    [
      'of another tenant of the issuer',
      { iss: 'https://login.microsoftonline.com/7c0e0000-0000-4000-8000-000000000002/v2.0' },
    ],
    ['for another client', { aud: 'client-2' }],
    ['for several clients', { aud: ['client-1', 'client-2'] }],
    ['issued to another client', { azp: 'client-2' }],
    ['whose time is over', { exp: 1_000_000_000 }],
    ['without a subject', { oid: undefined }],
    ['signed by somebody else', { key: 'another' }],
    ['signed by nobody', { alg: 'none' }],
    ['that is an access token', { typ: 'at+jwt' }],
    ['that is none', { token: 'not a token' }],
  ])('refuses a token %s', async (_, lie) => {
    const { browser, refused } = await signIn(lie)
    expect([refused, isIn(browser)]).toEqual(['answer', false])
  })

  it('takes no answer twice, be it at once', async () => {
    const browser = new CookieBrowser()
    const asked = await begin(browser)
    const answer = { code: 'code', state: asked.get('state') ?? '' }
    provider.lie({ nonce: asked.get('nonce') })
    const sealed = browser.cookie(server.url, attempt) ?? ''
    const twins = [browser, new CookieBrowser()]
    twins[1]?.setCookie(server.url, attempt, sealed)
    const first = await Promise.all(twins.map((one) => comeBack(one, answer)))
    expect(first.map(({ refused }) => String(refused)).toSorted()).toEqual(['ended', 'null'])
    const later = new CookieBrowser()
    later.setCookie(server.url, attempt, sealed)
    expect((await comeBack(later, answer)).refused).toBe('ended')
    expect(provider.exchanged.at(-1)?.get('code_verifier')).toMatch(/^[\w-]{43}$/)
  })

  it('takes an answer in the browser that has asked, and in no other (login CSRF)', async () => {
    const [mallory, victim] = [new CookieBrowser(), new CookieBrowser()]
    const asked = await begin(mallory)
    await begin(victim)
    const before = provider.exchanged.length
    for (const browser of [victim, new CookieBrowser()]) {
      const answer = { code: 'code', state: asked.get('state') ?? '' }
      expect((await comeBack(browser, answer)).refused).toBe('ended')
      expect(isIn(browser)).toBe(false)
    }
    for (const cookie of ['x', 'eyJhbGciOiJub25lIn0', 'A'.repeat(200)]) {
      victim.setCookie(server.url, attempt, cookie)
      expect((await comeBack(victim, { code: 'code', state: '' })).refused).toBe('ended')
    }
    expect(provider.exchanged).toHaveLength(before)
  })

  it('takes no answer at another connection, nor one that another issuer has given (mix-up)', async () => {
    const other = await connect(tenant, 'client-2')
    // Whose link is nobody's now: there are two connections, and people were linked through the only one.
    const browser = new CookieBrowser()
    const asked = await begin(browser)
    const answer = { code: 'code', state: asked.get('state') ?? '' }
    expect((await comeBack(browser, answer, other)).refused).toBe('ended')
    const foreign = await comeBack(browser, { ...answer, iss: 'https://evil.example' })
    expect(foreign.refused).toBe('answer')
    expect((await signIn({}, connection)).refused).toBe('unknown')
    expect((await signIn({ aud: 'client-2' }, other)).refused).toBe('unknown')
    await tenant.owner('DELETE', `/api/sso/connections/${other['id']}`)
    expect((await signIn()).refused).toBeNull()
  })

  it('does not know the people of another organization with the same provider', async () => {
    const foreign = await server.createTenant()
    const theirs = await connect(foreign, 'client-1')
    expect((await signIn({}, theirs)).refused).toBe('unknown')
    const { browser } = await signIn()
    const cookie = `${session}=${browser.cookie(server.url, session)}`
    const seen = await fetch(`${server.url}/api/session`, { headers: { cookie } })
    expect(await seen.json()).toMatchObject({ organization: { id: tenant.organizationId } })
  })

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', '/.//evil.example', 'javascript:alert(1)'])(
    'comes back to no other host: %s',
    async (to) => {
      const browser = new CookieBrowser()
      const asked = await begin(browser, connection, `?to=${encodeURIComponent(to)}`)
      provider.lie({ nonce: asked.get('nonce') })
      const { location } = await comeBack(browser, { code: 'code', state: asked.get('state') ?? '' })
      expect(location).toBe('/')
    },
  )

  it('gives a token of its own, whatever the browser had before (fixation)', async () => {
    const fixed = `p.${'A'.repeat(43)}`
    const browser = new CookieBrowser()
    browser.setCookie(server.url, session, fixed)
    await signIn({}, connection, browser)
    const token = browser.cookie(server.url, session)
    expect(token).toMatch(/^p\.[\w-]{43}$/)
    expect(token).not.toBe(fixed)
    const again = await signIn()
    expect(again.browser.cookie(server.url, session)).not.toBe(token)
  })

  it('says the same of a connection that there is not, and of one that does not open the console', async () => {
    const closed = await connect(tenant, 'client-9', { console: false, clientSecret: null })
    const paths = [closed['id'], '01900000-0000-7000-8000-000000000000', 'x', "' OR 1=1 --"]
    for (const id of paths) {
      const page = await new CookieBrowser().ask(new URL(`/sign-in/sso/${encodeURIComponent(id ?? '')}`, server.url))
      expect([page.status, page.headers.get('location')?.replace(/request=.*/, '')]).toEqual([303, '/?refused=link&'])
    }
    await tenant.owner('DELETE', `/api/sso/connections/${closed['id']}`)
  })

  it('makes no connection of many tenants, and none whose provider calls itself otherwise', async () => {
    const input = { name: 'P', audience: 'a', claim: 'oid', console: true }
    for (const issuer of ['https://login.microsoftonline.com/common/v2.0', `${provider.issuer}/other`]) {
      const reply = await tenant.owner('POST', '/api/sso/connections', { ...input, issuer })
      expect(reply).toMatchObject({ status: 422, body: { issues: [{ path: 'issuer' }] } })
    }
  })

  it('ends where the connection goes at the same moment, for a logout token too', async () => {
    const other = await server.createTenant()
    await addOwner(other, 'ann')
    const { connections } = server.services.store
    const find = connections.find.bind(connections)
    const goAfterLookUp = (at: Record<string, string>) => {
      connections.find = async (id) => {
        connections.find = find
        const found = await find(id)
        expect((await other.owner('DELETE', `/api/sso/connections/${at['id']}`)).status).toBe(204)
        return found
      }
    }
    const first = await connect(other, 'client-1')
    const browser = new CookieBrowser()
    const asked = await begin(browser, first)
    provider.lie({ nonce: asked.get('nonce') })
    goAfterLookUp(first)
    const came = await comeBack(browser, { code: 'code', state: asked.get('state') ?? '' }, first)
    expect([came.refused, isIn(browser)]).toEqual(['ended', false])
    const second = await connect(other, 'client-1')
    const body = new URLSearchParams({ logout_token: await provider.logoutToken({}) })
    goAfterLookUp(second)
    const logout = await fetch(second['backChannelLogoutUri'] ?? '', { method: 'POST', body })
    expect(logout.status).toBe(400)
  })

  it('shows the client secret to nobody, and no other connection can use it', async () => {
    const { body } = await tenant.owner('GET', '/api/sso/connections')
    expect(JSON.stringify(body)).not.toMatch(/a secret|sealed/)
    const { body: audit } = await tenant.owner('GET', '/api/audit')
    expect(JSON.stringify(audit)).not.toContain('a secret')
    const { store } = server.services
    const found = await store.connections.find(connection['id'] ?? '')
    expect(found?.connection.sealedSecret).not.toContain('a secret')
    const second = await connect(tenant, 'client-3')
    const stolen = {
      ...(await store.connections.find(second['id'] ?? ''))?.connection,
      sealedSecret: found?.connection.sealedSecret,
    }
    const cause = { kind: 'job', requestId: null, keyId: null } as const
    await store.write(tenant.organizationId, { cause, now: server.services.now() }, (tx) =>
      tx.connections.update(stolen as never),
    )
    const page = await new CookieBrowser().ask(new URL(second['signInUrl'] ?? ''))
    expect(page.headers.get('location')).toContain('refused=unavailable')
    await tenant.owner('DELETE', `/api/sso/connections/${second['id']}`)
  })

  const isSignedIn = async (browser: CookieBrowser) => {
    const cookie = `${session}=${browser.cookie(server.url, session)}`
    return (await (await fetch(`${server.url}/api/session`, { headers: { cookie } })).json()) !== null
  }

  describe('a token that ends everything (Okta Universal Logout)', () => {
    const ofAnn = { sub_id: { format: 'email', email: 'ann@example.com' } }
    const endpointOf = (at = connection) => at['globalTokenRevocationEndpoint'] ?? ''
    const send = (token: string, body: unknown = ofAnn, to = endpointOf()) =>
      fetch(to, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
    const status = async (lie: object, body?: unknown, to = endpointOf()) =>
      (await send(await provider.revocationToken({ aud: to, ...lie }), body, to)).status
    const seconds = (ahead: number) => Math.floor(Date.now() / 1_000) + ahead
    const told = async ({ owner }: Tenant) => {
      const { body } = await owner('GET', '/api/events?limit=1000')
      return (body as { type: string }[]).filter(({ type }) => type.endsWith('MemberSignedOut'))
    }

    it.each<[string, object, number]>([
      ['of another issuer', { iss: 'https://other.example' }, 401],
      ['for another address', { aud: 'https://other.example/global-token-revocation' }, 401],
      ['without an audience', { aud: undefined }, 401],
      ['of another kind', { typ: 'logout+jwt' }, 401],
      ['that is an ID token', { typ: 'JWT', nonce: 'n' }, 401],
      ['without a kind', { typ: undefined }, 401],
      ['without jti', { jti: undefined }, 401],
      ['whose jti is no text', { jti: 1 }, 401],
      ['without exp', { exp: undefined }, 401],
      ['without iat', { iat: undefined }, 401],
      ['whose time is over', { exp: seconds(-3_600), iat: seconds(-3_900) }, 401],
      ['that is old', { iat: seconds(-3_600) }, 401],
      ['that comes from the future', { iat: seconds(3_600), exp: seconds(3_900) }, 401],
      ['that is not yet', { nbf: seconds(3_600) }, 401],
      ['that would be good for a day', { exp: seconds(86_400) }, 401],
      ['signed by somebody else', { key: 'another' }, 401],
      ['signed by nobody', { alg: 'none' }, 401],
      ['signed with the published key as a secret', { alg: 'HS256' }, 401],
      ['that brings its own key', { key: 'another', head: { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } } }, 401],
      ['that says where its key is', { key: 'another', head: { jku: 'https://evil.example/keys', kid: 'evil' } }, 401],
      ['whose key is a path', { key: 'another', head: { kid: '../../dev/null' } }, 401],
      ['of another application of the issuer', { sub: 'client-2' }, 403],
      ['without an application', { sub: undefined }, 401],
    ])('%s ends nothing', async (_, lie, expected) => {
      const { browser } = await signIn()
      expect(await status(lie)).toBe(expected)
      expect(await isSignedIn(browser)).toBe(true)
    })

    it('is looked at before anything else, the body before the person', async () => {
      expect(await status({ aud: [endpointOf(), 'https://other.example'] })).toBe(401)
      for (const token of ['', 'x', 'a.b.c', 'A'.repeat(20_000)]) {
        const reply = await send(token, '{"not json')
        expect([reply.status, reply.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Bearer /)])
      }
      expect(await status({ sub: 'client-2' }, '{')).toBe(403)
      for (const body of [
        '',
        '{',
        '[]',
        'null',
        '{"sub_id":1}',
        '{}',
        '{"sub_id":{"format":"email","email":"ann@example.com"},"sub_id":{"format":"opaque","id":"x"}}',
        { sub_id: [ofAnn.sub_id] },
        { sub_id: { format: 'email' } },
        { sub_id: { format: 'email', email: '' } },
        { sub_id: { format: 'email', email: ['ann@example.com'] } },
        { sub_id: { format: 'email', email: 'ann@example.com', id: 'x' } },
        { sub_id: { format: 'phone_number', phone_number: '+1' } },
        { sub_id: { format: 'email', email: 'a\u0000b' } },
      ])
        expect([body, await status({}, body)]).toEqual([body, 400])
      expect(await status({}, JSON.stringify({ ...ofAnn, pad: 'x'.repeat(5_000) }))).toBe(413)
      expect(await status({}, { sub_id: { format: 'email', email: 'nobody@example.com' } })).toBe(404)
    })

    it.each<[string, () => object]>([
      ['an address', () => ({ format: 'email', email: 'Ann@Example.com' })],
      ['the SCIM id', () => ({ format: 'opaque', id: annId })],
    ])('ends all of who is named by %s, and tells products', async (_, subject) => {
      const [one, other, bob] = [await signIn(), await signIn({ sid: 'b' }), await signIn({ oid: 'oid-bob' })]
      const before = (await told(tenant)).length
      expect(await status({}, { sub_id: subject() })).toBe(204)
      const still = [one, other, bob].map(({ browser }) => isSignedIn(browser))
      expect(await Promise.all(still)).toEqual([false, false, true])
      const events = await told(tenant)
      expect(events).toHaveLength(before + 1)
      const data = { emailAddress: 'ann@example.com', connectionId: connection['id'] }
      expect(events.at(-1)).toMatchObject({ subject: `users/${annId}`, data: expect.objectContaining(data) })
      expect((await signIn()).refused).toBeNull()
    })

    it('names somebody by the subject of its tokens where that is what links people', async () => {
      const other = await server.createTenant()
      const at = await connect(other, 'client-1', { claim: 'sub' })
      const { body } = await other.provider('POST', '/Users', { userName: 'eve@example.com', externalId: 'sub-eve' })
      const ofSub = (change: object) => ({
        sub_id: { format: 'iss_sub', iss: provider.issuer, sub: 'sub-eve', ...change },
      })
      expect(await status({}, ofSub({ iss: 'https://other.example' }), endpointOf(at))).toBe(404)
      expect(await status({}, ofSub({ sub: 'eve@example.com' }), endpointOf(at))).toBe(404)
      expect(await status({}, ofSub({}), endpointOf(at))).toBe(204)
      expect(await told(other)).toMatchObject([{ subject: `users/${(body as { id: string }).id}` }])
    })

    it('is good once, whoever comes at the same time, and whatever came of it', async () => {
      const token = await provider.revocationToken({ aud: endpointOf() })
      const twins = await Promise.all([send(token), send(token), send(token)])
      expect(twins.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([204, 401, 401])
      for (const [body, first] of [
        ['{', 400],
        [{ sub_id: { format: 'email', email: 'nobody@example.com' } }, 404],
      ] as const) {
        const spent = await provider.revocationToken({ aud: endpointOf() })
        expect((await send(spent, body)).status).toBe(first)
        expect((await send(spent)).status).toBe(401)
      }
    })

    it('lets no sign-in be finished that was begun before, whatever the clock says', async () => {
      const [begun, later] = [new CookieBrowser(), new CookieBrowser()]
      const asked = await begin(begun)
      expect(await status({})).toBe(204)
      provider.lie({ nonce: asked.get('nonce') })
      const came = await comeBack(begun, { code: 'code', state: asked.get('state') ?? '' })
      expect([came.refused, isIn(begun)]).toEqual(['ended', false])
      expect((await signIn({}, connection, later)).refused).toBeNull()
      const ofBob = await begin(new CookieBrowser())
      expect(ofBob.get('state')).not.toBeNull()
    })

    it('reaches nobody of another organization, nor who shares an address', async () => {
      const foreign = await server.createTenant()
      await addOwner(foreign, 'zoe')
      const theirs = await connect(foreign, 'client-1')
      const ofZoe = { sub_id: { format: 'email', email: 'zoe@example.com' } }
      expect(await status({}, ofZoe)).toBe(404)
      expect(await status({}, { sub_id: { format: 'opaque', id: annId } }, endpointOf(theirs))).toBe(404)
      expect(await status({ aud: endpointOf() }, ofAnn, endpointOf(theirs))).toBe(401)
      const shared = [{ type: 'other', value: 'zoe@example.com' }]
      await foreign.provider('POST', '/Users', { userName: 'twin@example.com', emails: shared })
      expect(await status({}, ofZoe, endpointOf(theirs))).toBe(422)
      expect(await told(foreign)).toEqual([])
    })

    it.each([
      ['away', 502],
      ['no set', 502],
      ['empty', 401],
    ] as const)('is not used up while the keys are %s, and is taken once they are there', async (what, refused) => {
      const other = await server.createTenant()
      await addOwner(other, 'kim')
      const at = await connect(other, 'client-1')
      const ofKim = { sub_id: { format: 'email', email: 'kim@example.com' } }
      const token = await provider.revocationToken({ aud: endpointOf(at) })
      await provider.publish(what)
      expect((await send(token, ofKim, endpointOf(at))).status).toBe(refused)
      await provider.publish('usual')
      expect(await told(other)).toEqual([])
      // A set without the key is not asked for again at once.
      if (what === 'empty') return
      expect((await send(token, ofKim, endpointOf(at))).status).toBe(204)
      expect(await told(other)).toHaveLength(1)
    })

    it('of another issuer is refused before anybody is asked for keys', async () => {
      const other = await server.createTenant()
      const at = await connect(other, 'client-1')
      await provider.publish('away')
      expect(await status({ iss: 'https://other.example' }, ofAnn, endpointOf(at))).toBe(401)
      expect(await status({}, ofAnn, endpointOf(at))).toBe(502)
      await provider.publish('usual')
    })

    it('and a sign-in are taken by a new key that comes between, and by the old one no more', async () => {
      const other = await server.createTenant()
      await addOwner(other, 'lea')
      const at = await connect(other, 'client-1')
      const ofLea = { sub_id: { format: 'email', email: 'lea@example.com' } }
      const browser = new CookieBrowser()
      const asked = await begin(browser, at)
      const old = await provider.revocationToken({ aud: endpointOf(at) })
      await provider.publish('next')
      provider.lie({ nonce: asked.get('nonce'), oid: 'oid-lea' })
      const came = await comeBack(browser, { code: 'code', state: asked.get('state') ?? '' }, at)
      expect([came.refused, await isSignedIn(browser)]).toEqual([null, true])
      expect((await send(old, ofLea, endpointOf(at))).status).toBe(401)
      expect(await isSignedIn(browser)).toBe(true)
      expect(await status({}, ofLea, endpointOf(at))).toBe(204)
      expect(await isSignedIn(browser)).toBe(false)
      await provider.publish('usual')
    })

    it('counts once whatever the clock does', async () => {
      const token = await provider.revocationToken({ aud: endpointOf() })
      expect((await send(token)).status).toBe(204)
      for (const minutes of [-1, 1, 5]) {
        server.setTime(new Date(Date.now() + minutes * 60_000).toISOString())
        expect([minutes, (await send(token)).status]).toEqual([minutes, 401])
      }
      // Another server's clock is ahead: it takes for over what is not, and forgets it.
      const next = await provider.revocationToken({ aud: endpointOf() })
      server.setTime(new Date(Date.now() + 30 * 60_000).toISOString())
      expect((await signIn({ exp: seconds(3_600) })).refused).toBeNull()
      server.setTime(null)
      expect((await send(token)).status).toBe(401)
      expect((await send(next)).status).toBe(204)
    })

    it('comes by the address of the organization, which the metadata names, and finds the connection by what it says', async () => {
      const id = tenant.organizationId
      const metadata = await fetch(`${server.url}/.well-known/oauth-authorization-server/oauth2/${id}`)
      const { global_token_revocation_endpoint: address } = (await metadata.json()) as Record<string, string>
      expect(await status({}, ofAnn, address)).toBe(204)
      expect(await status({ sub: 'client-77' }, ofAnn, address)).toBe(401)
      expect(await status({ aud: endpointOf() }, ofAnn, address)).toBe(401)
      for (const nobody of ['01900000-0000-7000-8000-000000000000', 'x', "' OR 1=1 --"])
        expect(await status({}, ofAnn, `${server.url}/global-token-revocation/${encodeURIComponent(nobody)}`)).toBe(401)
    })
  })

  describe('a logout token', () => {
    const logOut = (lie: object, at = connection) =>
      provider.logoutToken({ aud: at['audience'], sub: 'sub-ann', ...lie }).then((token) =>
        fetch(at['backChannelLogoutUri'] ?? '', {
          method: 'POST',
          body: new URLSearchParams({ logout_token: token }),
        }).then(({ status }) => status),
      )
    it.each<[string, object]>([
      ['of another issuer', { iss: 'https://other.example' }],
      ['for another client', { aud: 'client-2' }],
      ['with a nonce', { nonce: 'n' }],
      ['without events', { events: undefined }],
      ['with another event', { events: { 'urn:other': {} } }],
      ['without jti', { jti: undefined }],
      ['without a person', { sub: undefined }],
      ['of a person that no database keeps', { sub: 'sub\0' }],
      ['of another kind', { typ: 'at+jwt' }],
      ['that is old', { iat: Math.floor(Date.now() / 1_000) - 3_600 }],
      ['that comes from the future', { iat: Math.floor(Date.now() / 1_000) + 3_600 }],
      ['signed by somebody else', { key: 'another' }],
      ['signed by nobody', { alg: 'none' }],
    ])('%s ends nothing', async (_, lie) => {
      const { browser } = await signIn()
      expect(await logOut(lie)).toBe(400)
      expect(await isSignedIn(browser)).toBe(true)
    })

    it('ends what it names, and is good once', async () => {
      const [one, other] = [await signIn({ sid: 'one' }), await signIn({ sid: 'other' })]
      expect(await logOut({ sid: 'one', jti: 'jti-1' })).toBe(200)
      expect([await isSignedIn(one.browser), await isSignedIn(other.browser)]).toEqual([false, true])
      expect(await logOut({ sid: 'other', jti: 'jti-1' })).toBe(400)
      expect(await isSignedIn(other.browser)).toBe(true)
      expect(await logOut({ jti: 'jti-2' })).toBe(200)
      expect(await isSignedIn(other.browser)).toBe(false)
    })
  })
})
