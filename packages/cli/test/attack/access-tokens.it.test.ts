import { createClient } from '@rolecall/core/access/oauth-clients'
import { migrate } from '@rolecall/store/migrate'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { startIssuer, type TokenIssuer } from '@rolecall/testkit/token-issuer'
import {
  base64url,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWK,
} from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { toOperatorContext } from '../../src/operator-context.ts'
import { startTestServer, type Tenant, type TestServer } from '../test-server.ts'

const evil = await generateKeyPair('RS256', { extractable: true })
const evilJwk = { ...(await exportJWK(evil.publicKey)), kid: 'key-1', alg: 'RS256' }

/** Threat: somebody provisions an organization by a token that nobody has given them. */
describe.each(eachDatabase)('access tokens on $name', ({ create }) => {
  let server: TestServer
  /** Another server on the same database, as a second process of an installation is. */
  let other: TestServer
  let issuer: TokenIssuer
  let elsewhere: TokenIssuer
  let tenant: Tenant
  let stranger: Tenant
  let client: Client
  beforeAll(async () => {
    const database = await create(migrate)
    server = await startTestServer(async () => database, { outbound: { allow: ['127.0.0.1'] } })
    other = await startTestServer(async () => ({ ...database, drop: async () => {} }))
    ;[issuer, elsewhere] = [await startIssuer(), await startIssuer()]
    ;[tenant, stranger] = [await server.createTenant(), await server.createTenant()]
    client = await makeClient(tenant)
  })
  afterAll(async () => {
    await issuer.close()
    await elsewhere.close()
    await other.close()
    await server.close()
  })

  interface Client {
    readonly id: string
    readonly secret: string
    readonly credentials: readonly { readonly id: string; readonly trust: object | null }[]
  }

  const seconds = () => Math.floor(Date.now() / 1_000)
  const claims = () => ({
    iss: issuer.issuer,
    aud: 'api://19aa',
    sub: '5d11',
    tid: 'tenant-1',
    iat: seconds(),
    exp: seconds() + 3_900,
  })

  async function makeClient(of: Tenant): Promise<Client> {
    const trust = {
      name: 't',
      issuer: issuer.issuer,
      audience: 'api://19aa',
      subject: '5d11',
      tenant: 'tenant-1',
      jwksUri: issuer.jwksUri,
    }
    const body = { displayName: 'Entra', secret: { name: 's' }, trust }
    return (await of.owner('POST', '/api/oauth/clients', body)).body as Client
  }

  async function ask(form: Record<string, string>, path = '/oauth2/token', headers = {}) {
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...form })
    const response = await fetch(server.url + path, { method: 'POST', body, headers })
    const answer = (await response.json()) as { readonly access_token?: string; readonly error?: string }
    return { status: response.status, ...answer }
  }

  const assert = (assertion: string, clientId = client.id, path?: string) =>
    ask(
      {
        client_id: clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      },
      path,
    )

  const refused = { status: 401, error: 'invalid_client' }

  async function mint({ id, secret }: Client): Promise<string> {
    const { access_token: token } = await ask({ client_id: id, client_secret: secret })
    if (token === undefined) throw new Error('no token')
    return token
  }

  const useAt = async (path: string, token: string, at = server.url) =>
    (await fetch(at + path, { headers: { authorization: `Bearer ${token}` } })).status
  const users = '/api/scim/v2/Users?count=1'

  it('are given for what the issuer has signed', async () => {
    const { access_token: token = '' } = await assert(await issuer.sign(claims()))
    expect(await useAt(users, token)).toBe(200)
  })

  /** The public key of the issuer, which everybody can read. */
  async function publicKey() {
    const { keys } = (await (await fetch(issuer.jwksUri)).json()) as { readonly keys: readonly JWK[] }
    return importJWK({ ...keys[0] }, 'RS256', { extractable: true }) as Promise<CryptoKey>
  }

  const forgeries: readonly (readonly [string, () => Promise<string>])[] = [
    ['without a signature', async () => new UnsecuredJWT(claims()).encode()],
    ['whose signature was cut off', async () => `${(await issuer.sign(claims())).split('.').slice(0, 2).join('.')}.`],
    [
      'whose alg was made none afterwards',
      async () => {
        const [, payload, signature] = (await issuer.sign(claims())).split('.')
        return `${base64url.encode('{"alg":"none"}')}.${payload}.${signature}`
      },
    ],
    [
      'signed by HMAC with the public key (algorithm confusion)',
      async () => {
        const key = new TextEncoder().encode(await exportSPKI(await publicKey()))
        return new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'key-1' }).sign(key)
      },
    ],
    ['signed by another key of the same kid', () => issuer.sign(claims(), { key: evil.privateKey })],
    ['signed by a key that the set has not', () => issuer.sign(claims(), { key: evil.privateKey, kid: 'key-2' })],
    [
      'that brings its own key (jwk)',
      () =>
        new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', kid: 'key-1', jwk: evilJwk }).sign(evil.privateKey),
    ],
    [
      'that says where its key is (jku)',
      () =>
        new SignJWT(claims())
          .setProtectedHeader({ alg: 'RS256', kid: 'key-1', jku: elsewhere.jwksUri })
          .sign(evil.privateKey),
    ],
    ['whose kid is a path', () => issuer.sign(claims(), { key: evil.privateKey, kid: '../../../../dev/null' })],
    ['whose kid is SQL', () => issuer.sign(claims(), { key: evil.privateKey, kid: "' UNION SELECT 'x" })],
    [
      'with an extension that must be understood (crit)',
      async () =>
        new SignJWT(claims())
          .setProtectedHeader({ alg: 'RS256', kid: 'key-1', crit: ['exp'], exp: 1 } as never)
          .sign(evil.privateKey, { crit: { exp: true } }),
    ],
    [
      'whose payload was changed afterwards',
      async () => {
        const [header, , signature] = (await issuer.sign({ ...claims(), sub: 'other' })).split('.')
        return `${header}.${base64url.encode(JSON.stringify(claims()))}.${signature}`
      },
    ],
  ]

  it.each(forgeries)('are not given for an assertion %s', async (_, forge) => {
    const fetched = elsewhere.fetches()
    expect(await assert(await forge())).toMatchObject(refused)
    expect(elsewhere.fetches()).toBe(fetched)
  })

  it.each<[string, () => object]>([
    ['another issuer', () => ({ iss: elsewhere.issuer })],
    ['an issuer with one character more', () => ({ iss: `${issuer.issuer}/` })],
    ['another tenant', () => ({ tid: 'tenant-2' })],
    ['no tenant', () => ({ tid: undefined })],
    ['another audience', () => ({ aud: 'api://19ab' })],
    ['our audience among others', () => ({ aud: ['api://19aa', 'api://19ab'] })],
    ['another subject', () => ({ sub: '5d12' })],
    ['the client as its subject', () => ({ sub: client.id })],
    ['its time over', () => ({ iat: seconds() - 8_000, exp: seconds() - 61 })],
    ['its time to come', () => ({ nbf: seconds() + 120 })],
    ['no end', () => ({ exp: undefined })],
    ['an end in ten years', () => ({ exp: seconds() + 315_360_000 })],
  ])('are not given for what the issuer has signed with %s', async (_, change) => {
    expect(await assert(await issuer.sign({ ...claims(), ...change() }))).toMatchObject(refused)
  })

  it('are given once for an assertion with a jti, of many at once too', async () => {
    const assertion = await issuer.sign({ ...claims(), jti: 'once' })
    const answers = await Promise.all(Array.from({ length: 6 }, () => assert(assertion)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await assert(assertion)).toMatchObject(refused)
  })

  it('of one organization are not given for what belongs to another', async () => {
    const theirs = await makeClient(stranger)
    expect(await ask({ client_id: theirs.id, client_secret: client.secret })).toMatchObject(refused)
    expect(await ask({ client_id: client.id, client_secret: theirs.secret })).toMatchObject(refused)
    const path = `/oauth2/${stranger.organizationId}/token`
    expect(await assert(await issuer.sign(claims()), client.id, path)).toMatchObject(refused)
    expect(await ask({ client_id: client.id, client_secret: client.secret }, path)).toMatchObject(refused)
  })

  it('see their own organization alone', async () => {
    await stranger.provider('POST', '/Users', { userName: 'theirs@example.com' })
    const filter = encodeURIComponent('userName eq "theirs@example.com"')
    const headers = { authorization: `Bearer ${await mint(client)}` }
    const response = await fetch(`${server.url}/api/scim/v2/Users?filter=${filter}`, { headers })
    expect(await response.json()).toMatchObject({ totalResults: 0 })
  })

  it('open nothing of the management API', async () => {
    const token = await mint(client)
    for (const path of ['/api/teams', '/api/api-keys', '/api/oauth/clients', '/api/events', '/api/overview'])
      expect(await useAt(path, token)).toBe(403)
  })

  it('are nothing that an assertion or a secret could stand for', async () => {
    for (const text of [await issuer.sign(claims()), client.secret, client.id, `rct_${'A'.repeat(43)}`])
      expect(await useAt(users, text)).toBe(401)
  })

  it('end during their life with their secret, their trust or their client, on another server too', async () => {
    const useThere = async (token: string) => [await useAt(users, token), await useAt(users, token, other.url)]
    const ended = await makeClient(tenant)
    const bySecret = await mint(ended)
    const { access_token: byTrust = '' } = await assert(await issuer.sign(claims()), ended.id)
    const again = await mint(ended)
    for (const token of [bySecret, byTrust, again]) expect(await useThere(token)).toEqual([200, 200])
    const [secret, trust] = ended.credentials
    await tenant.owner('DELETE', `/api/oauth/credentials/${secret?.id}`)
    for (const token of [bySecret, again]) expect(await useThere(token)).toEqual([401, 401])
    expect(await useThere(byTrust)).toEqual([200, 200])
    await tenant.owner('DELETE', `/api/oauth/credentials/${trust?.id}`)
    expect(await useThere(byTrust)).toEqual([401, 401])
    const last = await makeClient(tenant)
    const token = await mint(last)
    expect(await useThere(token)).toEqual([200, 200])
    await tenant.owner('DELETE', `/api/oauth/clients/${last.id}`)
    expect(await useThere(token)).toEqual([401, 401])
  })

  it('end with their hour, and with a secret that ends before it', async () => {
    const context = toOperatorContext(server.services, tenant.organizationId)
    const { key } = await createClient(context, { displayName: 'Short', connectionId: null })
    const soon = new Date(Date.now() + 600_000).toISOString()
    const path = `/api/oauth/clients/${key.id}/secrets`
    const { body } = await tenant.owner('POST', path, { name: 'short', expiresAt: soon })
    const short = { id: key.id, secret: (body as { readonly secret: string }).secret, credentials: [] }
    const [usual, ending] = [await mint(client), await mint(short)]
    try {
      server.setTime(new Date(Date.now() + 601_000).toISOString())
      expect([await useAt(users, usual), await useAt(users, ending)]).toEqual([200, 401])
      expect(await ask({ client_id: short.id, client_secret: short.secret })).toMatchObject(refused)
      server.setTime(new Date(Date.now() + 3_601_000).toISOString())
      expect(await useAt(users, usual)).toBe(401)
    } finally {
      server.setTime(null)
    }
  })

  it('and what they are asked for by are in no log, event or answer', async () => {
    const token = await mint(client)
    const assertion = await issuer.sign({ ...claims(), jti: 'hidden' })
    await tenant.provider('POST', '/Users', {
      userName: 'x@example.com',
      title: token,
      nickName: `${client.secret} ${assertion}`,
    })
    await fetch(`${server.url}/api/scim/v2/Users?access_token=${token}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    await expect
      .poll(async () => ((await tenant.owner('GET', '/api/provisioning-log')).body as readonly object[]).length)
      .toBeGreaterThan(1)
    const seen = [
      await tenant.owner('GET', '/api/provisioning-log'),
      await tenant.owner('GET', '/api/events?limit=1000'),
      await tenant.owner('GET', '/api/oauth/clients'),
    ]
    const text = JSON.stringify(seen.map(({ body }) => body))
    for (const hidden of [token, client.secret, assertion]) expect(text).not.toContain(hidden)
  })
})
