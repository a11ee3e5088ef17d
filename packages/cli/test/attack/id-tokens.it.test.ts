import { createBreakGlassOwner } from '@rolecall/core/access/break-glass'
import { change } from '@rolecall/core/change/change'
import type { SsoConnection } from '@rolecall/core/directory/sso-connection'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { startIssuer, type TokenIssuer } from '@rolecall/testkit/token-issuer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { toOperatorContext } from '../../src/operator-context.ts'
import { startTestServer, type TestServer, type Tenant } from '../test-server.ts'

const connections = '/api/sso/connections'

/** Threat: somebody signs in as another person by a token that is not a sign-in of theirs. */
describe.each(eachDatabase)('ID tokens on $name', ({ create }) => {
  let server: TestServer
  let issuer: TokenIssuer
  let tenant: Tenant
  let connection: Record<string, unknown>
  beforeAll(async () => {
    server = await startTestServer(create, { outbound: { allow: ['127.0.0.1'] } })
    issuer = await startIssuer()
    tenant = await server.createTenant()
    const { jwksUri } = issuer
    connection = { name: 'Entra', issuer: issuer.issuer, audience: 'client-1', jwksUri, claim: 'oid' }
    await tenant.owner('POST', connections, connection)
    await tenant.provider('POST', '/Users', { userName: 'ann@example.com', externalId: 'oid-ann', active: true })
  })
  afterAll(async () => {
    await issuer.close()
    await server.close()
  })

  const seconds = () => Math.floor(Date.now() / 1_000)

  async function resolve(differ: object, typ?: string) {
    const usual = { iss: issuer.issuer, aud: 'client-1', iat: seconds(), exp: seconds() + 300, oid: 'oid-ann' }
    const idToken = await issuer.sign({ ...usual, ...differ }, typ === undefined ? {} : { typ })
    return tenant.owner('POST', '/api/sso/resolve', { idToken })
  }

  it('resolves the token of a sign-in', async () => {
    expect(await resolve({}, 'JWT')).toMatchObject({ status: 200, body: { emailAddress: 'ann@example.com' } })
  })

  it.each<[string, () => object, string?]>([
    ['an access token (RFC 9068)', () => ({}), 'at+jwt'],
    ['an access token of Keycloak', () => ({ typ: 'Bearer' }), 'JWT'],
    ['a logout token', () => ({ events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }), 'logout+jwt'],
    ['a logout token without a type', () => ({ events: {} })],
    ['a token that is kept for later', () => ({ iat: seconds() + 3_600, exp: seconds() + 7_200 })],
    ['a token that has been kept for days', () => ({ iat: seconds() - 2 * 86_400, exp: seconds() + 300 })],
  ])('refuses %s, though its signature is good', async (_, differ, typ) => {
    expect(await resolve(differ(), typ)).toMatchObject({ status: 422, body: { issues: [{ path: 'idToken' }] } })
  })

  it.each([
    { claim: 'email' },
    { claim: 'Unique_Name' },
    { claim: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress' },
    { claim: 'iss' },
    { issuer: 'https://login.microsoftonline.com/common/v2.0' },
    { issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' },
  ])('makes no connection with %j', async (differ) => {
    const [path] = Object.keys(differ)
    const reply = await tenant.owner('POST', connections, { ...connection, audience: 'client-2', ...differ })
    expect(reply).toMatchObject({ status: 422, body: { issues: [{ path }] } })
  })

  it('is in the audit with who signed in or was refused, from where, and that an emergency was the reason', async () => {
    const context = toOperatorContext(server.services, tenant.organizationId)
    const { id } = ((await tenant.owner('GET', connections)).body as readonly { readonly id: string }[])[0]!
    const emergency = { email: 'glass@example.com', subject: 'oid-glass', connectionId: id, expiresAt: null }
    const { userId } = await createBreakGlassOwner(context, emergency)
    expect((await resolve({ oid: 'oid-glass' })).status).toBe(200)
    expect((await resolve({ oid: 'nobody' })).status).toBe(404)
    const told = async () => {
      const { body } = await tenant.owner('GET', '/api/audit?kind=sign-in')
      return (body as readonly { type: string; subject: string; actor: unknown }[]).map(({ actor, subject, type }) => ({
        actor,
        subject,
        type,
      }))
    }
    const subject = `sso-connections/${id}`
    await expect.poll(told, { timeout: 10_000 }).toEqual(
      expect.arrayContaining([
        { type: 'BreakGlassUsed', subject: `users/${userId}`, actor: expect.anything() },
        { type: 'PersonSignedIn', subject, actor: expect.objectContaining({ id: userId }) },
        { type: 'PersonRefused', subject, actor: expect.anything() },
      ]),
    )
  })

  it('does not sign in by a connection that is older than the rule of its claim', async () => {
    const { organizationId, owner } = await server.createTenant()
    const closed = { console: false, sealedSecret: null }
    const created = server.services.now()
    const old = { ...connection, ...closed, claim: 'mail', id: `old-${organizationId}`, created }
    await change(toOperatorContext(server.services, organizationId), ({ tx }) =>
      tx.connections.insert(old as unknown as SsoConnection),
    )
    const claims = {
      iss: issuer.issuer,
      aud: 'client-1',
      iat: seconds(),
      exp: seconds() + 300,
      mail: 'ann@example.com',
    }
    const reply = await owner('POST', '/api/sso/resolve', { idToken: await issuer.sign(claims) })
    expect(reply).toMatchObject({ status: 422, body: { issues: [{ path: 'claim' }] } })
  })
})
