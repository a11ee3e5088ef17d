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
    server = await startTestServer(await create(), { outbound: { allow: ['127.0.0.1'], timeoutMs: 500 } })
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

  describe('a logout token', () => {
    const logOut = (lie: object, at = connection) =>
      provider.logoutToken({ aud: at['audience'], sub: 'sub-ann', ...lie }).then((token) =>
        fetch(at['backChannelLogoutUri'] ?? '', {
          method: 'POST',
          body: new URLSearchParams({ logout_token: token }),
        }).then(({ status }) => status),
      )
    const stillIn = async (browser: CookieBrowser) => {
      const cookie = `${session}=${browser.cookie(server.url, session)}`
      return (await (await fetch(`${server.url}/api/session`, { headers: { cookie } })).json()) !== null
    }

    it.each<[string, object]>([
      ['of another issuer', { iss: 'https://other.example' }],
      ['for another client', { aud: 'client-2' }],
      ['with a nonce', { nonce: 'n' }],
      ['without events', { events: undefined }],
      ['with another event', { events: { 'urn:other': {} } }],
      ['without jti', { jti: undefined }],
      ['without a person', { sub: undefined }],
      ['of another kind', { typ: 'at+jwt' }],
      ['that is old', { iat: Math.floor(Date.now() / 1_000) - 3_600 }],
      ['that comes from the future', { iat: Math.floor(Date.now() / 1_000) + 3_600 }],
      ['signed by somebody else', { key: 'another' }],
      ['signed by nobody', { alg: 'none' }],
    ])('%s ends nothing', async (_, lie) => {
      const { browser } = await signIn()
      expect(await logOut(lie)).toBe(400)
      expect(await stillIn(browser)).toBe(true)
    })

    it('ends what it names, and is good once', async () => {
      const [one, other] = [await signIn({ sid: 'one' }), await signIn({ sid: 'other' })]
      expect(await logOut({ sid: 'one', jti: 'jti-1' })).toBe(200)
      expect([await stillIn(one.browser), await stillIn(other.browser)]).toEqual([false, true])
      expect(await logOut({ sid: 'other', jti: 'jti-1' })).toBe(400)
      expect(await stillIn(other.browser)).toBe(true)
      expect(await logOut({ jti: 'jti-2' })).toBe(200)
      expect(await stillIn(other.browser)).toBe(false)
    })
  })
})
