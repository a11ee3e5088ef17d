import { eachDatabase } from '@rolecall/testkit/test-databases'
import { startIssuer, type TokenIssuer } from '@rolecall/testkit/token-issuer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTestServer, type Answer, type TestServer, type Tenant } from '../test-server.ts'

/**
 * Threat: an owner of one organization has the server ask places that only the server can reach, and learns by the answers what
 * is there.
 */
describe.each(eachDatabase)('the addresses of key sets on $name', ({ create }) => {
  let server: TestServer
  let issuer: TokenIssuer
  let tenant: Tenant
  const addresses = new Map<string, readonly string[]>()
  beforeAll(async () => {
    issuer = await startIssuer()
    const resolve = (host: string) => Promise.resolve(addresses.get(host) ?? [])
    // The issuer is reached by its name alone; anything else on this machine is not.
    const outbound = { allow: ['idp.test'], resolve, timeoutMs: 250 }
    server = await startTestServer(create, { outbound })
    tenant = await server.createTenant()
    addresses.set('idp.test', ['127.0.0.1'])
  })
  afterAll(async () => {
    await issuer.close()
    await server.close()
  })

  const connection = { name: 'x', issuer: 'https://idp.example', claim: 'oid' }
  const connect = (jwksUri: string, audience: string) =>
    tenant.owner('POST', '/api/sso/connections', { ...connection, audience, jwksUri })

  /** Signs in by a connection whose key set is there. */
  async function resolveBy(jwksUri: string): Promise<Answer> {
    const made = await connect(jwksUri, jwksUri)
    const seconds = Math.floor(Date.now() / 1_000)
    const claims = { iss: 'https://idp.example', aud: jwksUri, iat: seconds, exp: seconds + 300, oid: 'oid-ann' }
    const { id } = made.body as { readonly id: string }
    return tenant.owner('POST', '/api/sso/resolve', { connection: id, idToken: await issuer.sign(claims) })
  }

  it.each([
    'https://169.254.169.254/latest/meta-data',
    'https://[::ffff:169.254.169.254]/',
    'https://10.0.0.1/keys',
    'https://127.0.0.1:8443/keys',
    'https://2130706433/keys',
    'https://[fd00:ec2::254]/',
    'https://[64:ff9b::7f00:1]/',
    'http://localhost:3000/metrics',
  ])('may not be %s, which is no place of the Internet', async (jwksUri) => {
    const reply = await connect(jwksUri, 'client')
    expect(reply).toMatchObject({ status: 422, body: { issues: [{ path: 'jwksUri' }] } })
  })

  it('tell nothing of what is there: a name of a private address, one of nothing, and one that keeps silent answer alike', async () => {
    const fetched = issuer.fetches()
    addresses.set('private.test', ['10.0.0.1'])
    addresses.set('both.test', ['127.0.0.1', '::1'])
    addresses.set('nat64.test', ['64:ff9b::7f00:1'])
    const { port } = new URL(issuer.jwksUri)
    const hosts = ['private.test', 'both.test', 'nat64.test', 'nowhere.test', 'idp.test']
    const replies = await Promise.all(hosts.map((host) => resolveBy(`https://${host}:${port}/keys`)))
    for (const { status, body } of replies)
      expect([status, (body as Answer & { code: string }).code]).toEqual([502, 'KEY_SET_UNAVAILABLE'])
    const texts = replies.map(({ body }) => JSON.stringify({ ...(body as object), instance: '', requestId: '' }))
    expect(new Set(texts).size).toBe(1)
    expect(issuer.fetches()).toBe(fetched)
  })
})
