import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createClient, type Client, type Reply } from '../../../server/test/client.ts'
import { startRolecall, type Rolecall } from '../../../server/test/rolecall.ts'
import { startIssuer, type TokenIssuer } from '@rolecall/testkit/token-issuer'

const connections = '/api/sso/connections'
const users = '/api/scim/v2/Users'

describe.each(eachDatabase)('sign-in on $name', ({ create }) => {
  let rolecall: Rolecall
  let issuer: TokenIssuer
  beforeAll(async () => {
    rolecall = await startRolecall(create)
    issuer = await startIssuer()
  })
  afterAll(async () => {
    await issuer.close()
    await rolecall.stop()
  })

  interface Tenant {
    readonly call: Client
    readonly scim: Client
    readonly connection: string
    readonly resolve: (subject: string, more?: object) => Promise<Reply>
  }

  const input = () => ({
    name: 'Entra',
    issuer: issuer.issuer,
    audience: 'client-1',
    jwksUri: issuer.jwksUri,
    claim: 'oid',
  })

  async function start(): Promise<Tenant> {
    const { keys } = await rolecall.createOrganization('Acme')
    const call = createClient(rolecall.url, keys.organization)
    const application = createClient(rolecall.url, keys.organization_read)
    const connection = await call('POST', connections, { body: input() })
    expect(connection.status).toBe(201)
    return {
      call,
      scim: createClient(rolecall.url, keys.scim),
      connection: connection.body.id as string,
      async resolve(subject, more = {}) {
        const seconds = Math.floor(Date.now() / 1_000)
        const claims = { iss: issuer.issuer, aud: 'client-1', iat: seconds, exp: seconds + 300, oid: subject }
        return application('POST', '/api/sso/resolve', { body: { idToken: await issuer.sign(claims), ...more } })
      },
    }
  }

  const provision = (scim: Client, userName: string, externalId: string) =>
    scim('POST', users, { body: { userName, externalId, emails: [{ type: 'work', value: userName }] } })

  it('resolves the subject that externalId says to the member with status and roles', async () => {
    const { scim, resolve, connection } = await start()
    await provision(scim, 'ann@example.com', 'oid-ann')
    const reply = await resolve('oid-ann')
    expect(reply.body).toMatchObject({
      emailAddress: 'ann@example.com',
      status: 'active',
      role: 'Member',
      emailValidated: true,
    })
    expect((await resolve('oid-ann', { connection })).body).toEqual(reply.body)
  })

  it('says in the log what was decided and why, and neither the token nor who shares a subject', async () => {
    const { scim, resolve, connection } = await start()
    const { body: ann } = await provision(scim, 'ann@example.com', 'oid-ann')
    await resolve('oid-ann')
    await resolve('nobody')
    await provision(scim, 'bob@example.com', 'oid-ann')
    await resolve('oid-ann')
    const lines = rolecall.logged.filter(
      (line) => line['connectionId'] === connection && line.msg === 'sign-in resolved',
    )
    expect(lines).toMatchObject([
      { outcome: 'resolved', userId: ann.id, reason: 'linked to the claim oid of the token' },
      { outcome: 'refused', userId: null, reason: expect.stringMatching(/\w/) },
      { outcome: 'refused', userId: null, reason: expect.stringMatching(/\w/) },
    ])
    expect(JSON.stringify(lines)).not.toMatch(/eyJ|example\.com/)
  })

  it('never signs in by e-mail address, and tells an unknown subject nothing', async () => {
    const { scim, resolve } = await start()
    await provision(scim, 'ann@example.com', 'oid-ann')
    const replies = [await resolve('ann@example.com'), await resolve('OID-ANN'), await resolve('nobody')]
    for (const { status, body } of replies) expect([status, body.code]).toEqual([404, 'UNKNOWN_SUBJECT'])
    expect(new Set(replies.map(({ body }) => body.detail)).size).toBe(1)
  })

  it('refuses an inactive member until they are active again', async () => {
    const { scim, resolve } = await start()
    const { body } = await provision(scim, 'ann@example.com', 'oid-ann')
    const setActive = (value: boolean) =>
      scim('PATCH', `${users}/${body.id as string}`, {
        body: { Operations: [{ op: 'replace', path: 'active', value }] },
      })
    await setActive(false)
    const refused = await resolve('oid-ann')
    expect([refused.status, refused.body.code]).toEqual([403, 'INACTIVE_MEMBER'])
    await setActive(true)
    expect((await resolve('oid-ann')).status).toBe(200)
  })

  it('refuses a subject that two members have', async () => {
    const { scim, resolve } = await start()
    const { body: ann } = await provision(scim, 'ann@example.com', 'oid-ann')
    const { body: bob } = await provision(scim, 'bob@example.com', 'oid-bob')
    const patch = { Operations: [{ op: 'replace', path: 'externalId', value: 'oid-ann' }] }
    expect((await scim('PATCH', `${users}/${bob.id as string}`, { body: patch })).status).toBe(200)
    const refused = await resolve('oid-ann')
    expect([refused.status, refused.body.code]).toEqual([409, 'AMBIGUOUS_SUBJECT'])
    expect(refused.body.members).toEqual([
      { userId: ann.id, emailAddress: 'ann@example.com' },
      { userId: bob.id, emailAddress: 'bob@example.com' },
    ])
    expect(refused.body.detail).toContain('ann@example.com, bob@example.com')
    await scim('PATCH', `${users}/${bob.id as string}`, {
      body: { Operations: [{ op: 'replace', path: 'externalId', value: 'oid-bob' }] },
    })
    expect((await resolve('oid-ann')).body).toMatchObject({ userId: ann.id })
  })

  it('does not know the subjects of another organization with the same issuer', async () => {
    const mine = await start()
    const other = await start()
    await provision(other.scim, 'ann@example.com', 'oid-ann')
    expect((await mine.resolve('oid-ann')).status).toBe(404)
    expect((await mine.resolve('oid-ann', { connection: other.connection })).status).toBe(404)
  })

  it('says what is wrong with a token', async () => {
    const { resolve } = await start()
    const reply = await resolve('oid-ann', { idToken: 'no token' })
    expect([reply.status, reply.body.issues[0].path]).toEqual([422, 'idToken'])
  })

  it('wants the connection to be named where there are several, and keeps their subjects apart', async () => {
    const { call, connection, resolve } = await start()
    const second = await call('POST', connections, { body: { ...input(), audience: 'client-2' } })
    const body = { displayName: 'Entra', scopes: ['scim'], connection }
    const key = await call('POST', '/api/api-keys', { body })
    await provision(createClient(rolecall.url, key.body.key as string), 'ann@example.com', 'oid-ann')
    const unclear = await resolve('oid-ann')
    expect([unclear.status, unclear.body.issues[0].path]).toEqual([422, 'connection'])
    expect((await resolve('oid-ann', { connection: 'nobody' })).status).toBe(404)
    expect((await resolve('oid-ann', { connection })).status).toBe(200)
    // A token for one client does not sign in at another.
    expect((await resolve('oid-ann', { connection: second.body.id as string })).status).toBe(422)
  })

  it('ends with the connection', async () => {
    const { call, scim, connection, resolve } = await start()
    await provision(scim, 'ann@example.com', 'oid-ann')
    expect((await call('DELETE', `${connections}/${connection}`)).status).toBe(204)
    expect((await resolve('oid-ann')).status).toBe(404)
    expect((await call('GET', connections)).body).toEqual([])
  })

  it.each([
    [{ claim: 'email' }, 'claim'],
    [{ jwksUri: 'http://169.254.169.254/latest' }, 'jwksUri'],
    [{ issuer: 'not a url' }, 'issuer'],
    [{ audience: '' }, 'audience'],
  ])('refuses a connection with %j', async (change, path) => {
    const { call } = await start()
    const reply = await call('POST', connections, { body: { ...input(), audience: 'client-3', ...change } })
    expect([reply.status, reply.body.issues[0].path]).toEqual([422, path])
  })
})
