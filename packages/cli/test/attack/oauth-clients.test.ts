import { hashIssued } from '@rolecall/core/directory/oauth-secret'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { clientOf, type Client, type Reply } from '../../../server/test/client.ts'
import { takeClock, type TestClock } from '../../../server/test/organization-under-test.ts'
import { startRolecallInMemory } from '../../../server/test/rolecall-in-memory.ts'
import type { RolecallUnderTest } from '../../../server/test/rolecall.ts'

const form = 'application/x-www-form-urlencoded'
const users = '/api/scim/v2/Users?startIndex=1&count=1'

let rolecall: RolecallUnderTest
let anybody: Client
let owner: Client
let organizationId: string
let clock: TestClock
beforeAll(async () => {
  rolecall = await startRolecallInMemory()
  clock = takeClock(rolecall)
  const organization = await rolecall.createOrganization('Acme')
  organizationId = organization.id
  owner = clientOf(rolecall, organization.keys.organization)
  anybody = clientOf(rolecall, null)
})
afterAll(() => rolecall.stop())

async function makeClient(input: object = {}) {
  const body = { displayName: 'Entra', secret: { name: 'first' }, ...input }
  const { body: client } = await owner('POST', '/api/oauth/clients', { body })
  const [credential] = client.credentials
  return { id: client.id as string, client, secret: client.secret as string, secretId: credential.id as string }
}

function askForToken(parameters: Record<string, string>, headers = {}, path = '/oauth2/token'): Promise<Reply> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...parameters }).toString()
  return anybody('POST', path, { body, headers: { 'content-type': form, ...headers } })
}

const mint = async ({ id, secret }: { readonly id: string; readonly secret: string }) =>
  (await askForToken({ client_id: id, client_secret: secret })).body.access_token as string

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})
const stateOf = async (id: string) =>
  (await owner('GET', '/api/oauth/clients')).body.find((client: { id: string }) => client.id === id)

describe('a token request (RFC 6749 §4.4)', () => {
  it('is answered with a token that provisions, and that no cache keeps', async () => {
    const { id, secret } = await makeClient()
    const reply = await askForToken({ client_id: id, client_secret: secret })
    expect(reply).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 3_600, scope: 'scim' },
    })
    expect([reply.headers.get('cache-control'), reply.headers.get('pragma')]).toEqual(['no-store', 'no-cache'])
    const scim = clientOf(rolecall, reply.body.access_token)
    expect((await scim('GET', users)).status).toBe(200)
    expect(await stateOf(id)).toMatchObject({ credentials: [{ name: 'first', lastUsedAt: expect.any(String) }] })
  })

  it('is the same by the header, and at the address of the organization', async () => {
    const { client, id, secret } = await makeClient()
    const path = new URL(client.tokenEndpoint).pathname
    expect(path).toBe(`/oauth2/${organizationId}/token`)
    for (const place of ['/oauth2/token', path, '/OAuth2/Token/'])
      expect((await askForToken({ scope: 'scim' }, basic(id, secret), place)).status).toBe(200)
  })

  it('is refused in one and the same way, whatever was wrong, with a challenge where the header was used', async () => {
    const { id, secret } = await makeClient()
    const other = await makeClient()
    const wrong = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`
    const refusal = { error: 'invalid_client', error_description: 'The client could not be authenticated' }
    for (const [client, given] of [
      [id, wrong],
      [id, other.secret],
      [id, 'x'],
      ['nobody', secret],
      ["' OR 1=1", secret],
    ] as const) {
      const inBody = await askForToken({ client_id: client, client_secret: given })
      expect([inBody.status, inBody.headers.get('www-authenticate'), inBody.body]).toEqual([401, null, refusal])
      const inHeader = await askForToken({}, basic(client, given))
      expect([inHeader.status, inHeader.headers.get('www-authenticate'), inHeader.body]).toEqual([
        401,
        'Basic realm="rolecall"',
        refusal,
      ])
      expect(inHeader.headers.get('cache-control')).toBe('no-store')
    }
  })

  it('is refused at the address of another organization', async () => {
    const { id, secret } = await makeClient()
    const other = await rolecall.createOrganization('Other')
    const reply = await askForToken({}, basic(id, secret), `/oauth2/${other.id}/token`)
    expect(reply).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  })

  it.each<[string, object, number, string]>([
    ['JSON', { body: '{}', headers: { 'content-type': 'application/json' } }, 415, 'invalid_request'],
    ['nothing', {}, 415, 'invalid_request'],
    ['an empty form', { body: '', headers: { 'content-type': form } }, 400, 'invalid_request'],
    [
      'a form that is too long',
      { body: `a=${'x'.repeat(8_192)}`, headers: { 'content-type': form } },
      413,
      'invalid_request',
    ],
    [
      'a form that is no text',
      { body: 'a=%ff%fe', headers: { 'content-type': `${form}; charset=latin1` } },
      415,
      'invalid_request',
    ],
  ])('of %s is refused in the words of OAuth', async (_, sent, status, error) => {
    const reply = await anybody('POST', '/oauth2/token', sent)
    expect(reply).toMatchObject({ status, body: { error, error_description: expect.any(String) } })
    expect(Object.keys(reply.body)).toEqual(['error', 'error_description'])
  })

  it('is only understood as POST', async () => {
    const reply = await anybody('GET', '/oauth2/token')
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
    expect(reply.body).toMatchObject({ error: 'invalid_request' })
  })

  it('tells the owner of the client, and nobody else, why it was refused', async () => {
    const { id, secret, secretId } = await makeClient()
    await owner('DELETE', `/api/oauth/credentials/${secretId}`)
    await askForToken({ client_id: id, client_secret: secret })
    await expect
      .poll(() => stateOf(id))
      .toMatchObject({ lastRefusal: { at: expect.any(String), reason: 'the secret "first" is revoked' } })
    const lines = rolecall.logged.filter(({ msg }) => msg === 'token request refused')
    expect(lines.at(-1)).toMatchObject({ clientId: id, reason: 'the secret "first" is revoked' })
    expect(JSON.stringify(rolecall.logged)).not.toContain(secret)
  })

  it('is one of 120 that a client gets in a minute', async () => {
    const { id, secret } = await makeClient()
    const replies = await Promise.all(
      Array.from({ length: 121 }, () => askForToken({ client_id: id, client_secret: secret })),
    )
    const refused = replies.filter(({ status }) => status !== 200)
    expect(refused).toMatchObject([{ status: 429, body: { error: 'temporarily_unavailable' } }])
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('an access token', () => {
  it('ends at once with its secret, and those of another secret go on', async () => {
    const { id, secret, secretId } = await makeClient()
    const { body: second } = await owner('POST', `/api/oauth/clients/${id}/secrets`, { body: { name: 'second' } })
    const first = clientOf(rolecall, await mint({ id, secret }))
    const next = clientOf(rolecall, await mint({ id, secret: second.secret }))
    expect([(await first('GET', users)).status, (await next('GET', users)).status]).toEqual([200, 200])
    await owner('DELETE', `/api/oauth/credentials/${secretId}`)
    const reply = await first('GET', users)
    expect([reply.status, reply.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="rolecall", error="invalid_token"',
    ])
    expect((await next('GET', users)).status).toBe(200)
  })

  it('says of no longer life than that of its secret', async () => {
    const { id } = await makeClient()
    const expiresAt = new Date(Date.parse(rolecall.services.now()) + 600_000).toISOString()
    const made = await owner('POST', `/api/oauth/clients/${id}/secrets`, { body: { name: 'short', expiresAt } })
    const { body } = await askForToken({ client_id: id, client_secret: made.body.secret })
    expect([body.expires_in > 500, body.expires_in <= 600]).toEqual([true, true])
  })

  it('ends at once with its client', async () => {
    const { id, secret } = await makeClient()
    const scim = clientOf(rolecall, await mint({ id, secret }))
    expect((await owner('DELETE', `/api/oauth/clients/${id}`)).status).toBe(204)
    expect((await scim('GET', users)).status).toBe(401)
    expect((await askForToken({ client_id: id, client_secret: secret })).status).toBe(401)
    expect((await owner('DELETE', `/api/oauth/clients/${id}`)).status).toBe(404)
  })

  it('opens nothing but SCIM, and no session', async () => {
    const { id, secret } = await makeClient()
    const token = await mint({ id, secret })
    const reply = await clientOf(rolecall, token)('GET', '/api/teams')
    expect([reply.status, reply.headers.get('www-authenticate')]).toEqual([
      403,
      'Bearer realm="rolecall", error="insufficient_scope", scope="organization_read"',
    ])
    const console = { 'x-rolecall-console': '1' }
    for (const key of [token, secret, id]) {
      expect((await anybody('POST', '/api/session', { body: { key }, headers: console })).status).toBe(401)
      if (key !== token) expect((await clientOf(rolecall, key)('GET', users)).status).toBe(401)
    }
  })

  it('acts as its client in the log of requests', async () => {
    const { id, secret } = await makeClient({ provider: 'entra' })
    await clientOf(rolecall, await mint({ id, secret }))('GET', '/api/scim/v2/Users/nobody')
    await expect
      .poll(async () => (await owner('GET', '/api/provisioning-log')).body[0])
      .toMatchObject({ keyId: id, provider: 'entra', status: 404 })
  })
})

describe('the check list of the set-up', () => {
  it('has the token exchange where there is a client, and says what the last one came to', async () => {
    const organization = await rolecall.createOrganization('Set up')
    const call = clientOf(rolecall, organization.keys.organization)
    const exchange = async () => {
      const { checks } = (await call('GET', '/api/overview')).body
      return checks.find(({ name }: { name: string }) => name === 'token-exchange')
    }
    expect(await exchange()).toBeUndefined()
    const body = { displayName: 'Entra', secret: { name: 'first' } }
    const { id, secret } = (await call('POST', '/api/oauth/clients', { body })).body
    expect(await exchange()).toMatchObject({ state: 'waiting', at: null })
    await askForToken({ client_id: id, client_secret: 'mistyped' })
    await expect.poll(exchange).toMatchObject({ state: 'attention', examples: ['the secret is none of its secrets'] })
    clock.forward(1_000)
    await askForToken({ client_id: id, client_secret: secret })
    expect(await exchange()).toMatchObject({ state: 'done', at: clock.now, examples: [] })
    await call('DELETE', `/api/oauth/clients/${id}`)
    expect(await exchange()).toBeUndefined()
  })
})

describe('the clients of an organization', () => {
  it('are no API keys, and can not be had by the routes of those', async () => {
    const { id } = await makeClient()
    const keys = (await owner('GET', '/api/api-keys')).body as readonly { readonly id: string }[]
    expect(keys.map((key) => key.id)).not.toContain(id)
    for (const [method, path] of [
      ['DELETE', `/api/api-keys/${id}`],
      ['POST', `/api/api-keys/${id}/rotate`],
    ] as const)
      expect((await owner(method, path)).status).toBe(404)
  })

  it('change their name, their dialect and how long their tokens live', async () => {
    const { id, secret } = await makeClient()
    const body = { displayName: 'Okta', provider: 'okta', strict: true, tokenLifetime: 21_600 }
    const changed = await owner('PATCH', `/api/oauth/clients/${id}`, { body })
    expect(changed.body).toMatchObject({
      displayName: 'Okta',
      provider: { name: 'okta', from: 'chosen' },
      strict: true,
    })
    expect((await askForToken({ client_id: id, client_secret: secret })).body.expires_in).toBe(21_600)
  })

  it('tell of everything that is changed about them, and of nothing by which they could be used', async () => {
    const { id, secret, secretId } = await makeClient()
    await owner('PATCH', `/api/oauth/clients/${id}`, { body: { tokenLifetime: 7_200, displayName: 'Entra' } })
    await owner('DELETE', `/api/oauth/credentials/${secretId}`)
    await owner('DELETE', `/api/oauth/clients/${id}`)
    const { text } = await owner('GET', '/api/events?limit=1000')
    const events = (
      JSON.parse(text) as readonly { readonly type: string; readonly subject: string; readonly data: object }[]
    ).filter(({ subject }) => subject === `clients/${id}`)
    expect(events.map(({ type }) => type.split('.').at(-1))).toEqual([
      'ClientCreated',
      'ClientCredentialAdded',
      'ClientChanged',
      'ClientCredentialRevoked',
      'ClientRevoked',
    ])
    expect(events[2]?.data).toEqual({
      attributes: ['tokenLifetime'],
      before: { tokenLifetime: 3_600 },
      after: { tokenLifetime: 7_200 },
    })
    for (const hidden of [secret, hashIssued(secret)]) expect(text).not.toContain(hidden)
  })

  it.each([3_599, 21_601, 3_600.5, -1])('have no tokens of %j seconds', async (tokenLifetime) => {
    const reply = await owner('POST', '/api/oauth/clients', { body: { displayName: 'x', tokenLifetime } })
    expect(reply).toMatchObject({ status: 422, body: { issues: [{ path: 'tokenLifetime' }] } })
  })

  it('have secrets that end within three years, and ten credentials at most', async () => {
    const { id } = await makeClient()
    const path = `/api/oauth/clients/${id}/secrets`
    for (const expiresAt of ['2020-01-01', '2100-01-01', 'soon', '2028-02-30'])
      expect(await owner('POST', path, { body: { name: 'x', expiresAt } })).toMatchObject({
        status: 422,
        body: { issues: [{ path: 'expiresAt' }] },
      })
    for (let more = 0; more < 9; more++) expect((await owner('POST', path, { body: { name: 'x' } })).status).toBe(201)
    expect(await owner('POST', path, { body: { name: 'x' } })).toMatchObject({
      status: 409,
      body: { code: 'TOO_MANY_CREDENTIALS' },
    })
  })

  it('trust issuers whose tenant is known by their address, and none that stands for many', async () => {
    const { id } = await makeClient()
    const tenant = '7c0e0000-0000-4000-8000-000000000001'
    const trust = {
      name: 'Entra',
      issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
      subject: '5d11',
      audience: 'api://19aa',
      jwksUri: `https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`,
    }
    const path = `/api/oauth/clients/${id}/trusts`
    expect((await owner('POST', path, { body: trust })).body.trust).toMatchObject({ tenant })
    expect((await owner('POST', path, { body: { ...trust, tenant: null } })).body.trust).toMatchObject({ tenant: null })
    for (const [change, field] of [
      [{ issuer: 'https://login.microsoftonline.com/common/v2.0' }, 'issuer'],
      [{ jwksUri: 'http://idp.example/keys' }, 'jwksUri'],
      [{ jwksUri: 'https://169.254.169.254/keys' }, 'jwksUri'],
      [{ jwksUri: 'https://login.microsoftonline.com/{tenant}/keys' }, 'jwksUri'],
    ] as const)
      expect(await owner('POST', path, { body: { ...trust, ...change } })).toMatchObject({
        status: 422,
        body: { issues: [{ path: field }] },
      })
  })

  it('are made together with what they prove themselves by, or not at all', async () => {
    const before = (await owner('GET', '/api/oauth/clients')).body.length
    const trust = { name: 'x', jwksUri: 'http://idp.example/keys' }
    for (const first of [{ trust }, { secret: { name: 'x', expiresAt: '2100-01-01' } }])
      expect((await owner('POST', '/api/oauth/clients', { body: { displayName: 'x', ...first } })).status).toBe(422)
    expect((await owner('GET', '/api/oauth/clients')).body).toHaveLength(before)
  })

  it('of another organization are not there', async () => {
    const { id, secretId } = await makeClient()
    const other = await rolecall.createOrganization('Other')
    const stranger = clientOf(rolecall, other.keys.organization)
    expect((await stranger('GET', '/api/oauth/clients')).body).toEqual([])
    const replies = [
      await stranger('PATCH', `/api/oauth/clients/${id}`, { body: { displayName: 'x' } }),
      await stranger('DELETE', `/api/oauth/clients/${id}`),
      await stranger('DELETE', `/api/oauth/credentials/${secretId}`),
      await stranger('POST', `/api/oauth/clients/${id}/secrets`, { body: { name: 'x' } }),
    ]
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  })
})

describe('what an OAuth client has to know (RFC 8414)', () => {
  it('is at the address that the issuer leads to, of organizations that there are and that there are not', async () => {
    const wellKnown = '/.well-known/oauth-authorization-server'
    const all = (await anybody('GET', wellKnown)).body
    expect(all).toMatchObject({ issuer: rolecall.url, token_endpoint: `${rolecall.url}/oauth2/token` })
    expect(all.token_endpoint_auth_signing_alg_values_supported).not.toContain('none')
    for (const id of [organizationId, 'nobody']) {
      const issuer = `${rolecall.url}/oauth2/${id}`
      const one = (await anybody('GET', `${wellKnown}/oauth2/${id}`)).body
      const revocation = {
        global_token_revocation_endpoint: `${rolecall.url}/global-token-revocation/${id}`,
        global_token_revocation_endpoint_auth_methods_supported: ['private_key_jwt'],
      }
      expect(one).toEqual({ ...all, ...revocation, issuer, token_endpoint: `${issuer}/token` })
    }
  })

  it('is said by the ServiceProviderConfig (RFC 7643 §5)', async () => {
    const { body } = await clientOf(rolecall, await mint(await makeClient()))(
      'GET',
      '/api/scim/v2/ServiceProviderConfig',
    )
    expect(body.authenticationSchemes).toMatchObject([
      { type: 'oauth2', primary: true, documentationUri: `${rolecall.url}/.well-known/oauth-authorization-server` },
      { type: 'oauthbearertoken', primary: false },
    ])
  })
})
