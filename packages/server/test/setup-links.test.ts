import { createPlatformKey } from '@rolecall/core/platform/platform-keys'
import { startInMemory, type RolecallInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { bundledEntries } from './bundled-entries.ts'
import { createClient, type Client } from './client.ts'
import type { TestOrganization } from './rolecall.ts'
import { startServerInProcess, type RunningServer } from './running-server.ts'
import { createTestOrganization } from './test-organization.ts'

const path = '/api/setup-links'
const fromConsole = { 'x-rolecall-console': '1' }
const start = '2027-01-01T12:00:00.000Z'
const day = 86_400_000
const operator = { kind: 'cli', requestId: null, keyId: null, operator: 'root' } as const

/** Everything that a set-up link opens, as the description calls it. */
const opened = [
  'GET /api/api-keys',
  'GET /api/oauth/clients',
  'GET /api/overview',
  'GET /api/providers',
  'GET /api/provisioning-log',
  'GET /api/provisioning-log/summary',
  'GET /api/provisioning-log/{id}',
  'POST /api/api-keys',
  'POST /api/oauth/clients',
  'POST /api/oauth/clients/{id}/secrets',
  'POST /api/oauth/clients/{id}/trusts',
]

describe('a set-up link', () => {
  let rolecall: RolecallInMemory
  let running: RunningServer
  let acme: TestOrganization
  let owner: Client
  beforeAll(async () => {
    rolecall = await startInMemory({ plugins: bundledEntries() })
    running = startServerInProcess(rolecall.services)
  })
  afterAll(async () => {
    await running.server.close()
    await rolecall.close()
  })
  beforeEach(async () => {
    rolecall.clock.now = start
    acme = await createTestOrganization(rolecall.services, 'Acme')
    owner = clientOf(acme.keys.organization)
  })

  const clientOf = (key: string | null) => createClient(running.url, key, undefined, running.fetch)
  const anybody = (token: string) =>
    clientOf(null)('POST', '/api/session', { body: { key: token }, headers: fromConsole })
  const tokenOf = (url: string) => url.slice(url.indexOf('#') + 1)

  async function make(days?: number) {
    const { body } = await owner('POST', path, { body: { displayName: 'Ada of Acme', ...(days && { days }) } })
    return { id: body.id as string, token: tokenOf(body.url as string), body }
  }

  async function enter(token: string): Promise<Client> {
    const signedIn = await anybody(token)
    expect(signedIn.status).toBe(204)
    const [cookie = ''] = (signedIn.headers.get('set-cookie') ?? '').split(';')
    const client = clientOf(null)
    return (method, at, { headers, ...sent } = {}) =>
      client(method, at, { ...sent, headers: { cookie, ...fromConsole, ...headers } })
  }

  it('is shown once, says who has made it, and is good for 7 days, or as many as were asked for up to 30', async () => {
    const { body, id, token } = await make()
    expect(body).toMatchObject({ displayName: 'Ada of Acme', revokedAt: null, expiresAt: '2027-01-08T12:00:00.000Z' })
    expect(body.url).toBe(`http://rolecall.test/setup#${token}`)
    const link = await enter(token)
    const { madeBy } = body
    expect(madeBy).not.toBe('')
    expect((await link('GET', '/api/session')).body).toMatchObject({
      key: null,
      link: { id, displayName: 'Ada of Acme', madeBy },
      scopes: ['setup'],
      organization: { name: 'Acme' },
    })
    expect((await make(30)).body.expiresAt).toBe('2027-01-31T12:00:00.000Z')
    const listed = await owner('GET', path)
    expect(listed.body).toHaveLength(2)
    expect(listed.text).not.toContain(token)
    expect(await rolecall.services.store.apiKeys.find(id)).toMatchObject({ kind: 'link', scopes: ['setup'] })
  })

  it.each([0, -1, 31, 1.5, '7', null])('is not made for %j days', async (days) => {
    const { body, status } = await owner('POST', path, { body: { displayName: 'Ada', days } })
    expect([status, body.issues[0].path]).toEqual([422, 'days'])
  })

  it('lets in as often as it is opened until it ends, and no key is needed', async () => {
    const { token } = await make(1)
    await enter(token)
    const link = await enter(token)
    rolecall.clock.now = new Date(Date.parse(start) + day - 1).toISOString()
    expect((await anybody(token)).status).toBe(204)
    expect((await link('GET', '/api/session')).body).toBeNull()
    rolecall.clock.now = new Date(Date.parse(start) + day).toISOString()
    const over = await anybody(token)
    expect([over.status, over.body.detail]).toEqual([401, expect.stringContaining('ended on 2027-01-02')])
    // A clock that goes back lets it in again: it is held against the time each time.
    rolecall.clock.now = start
    expect((await anybody(token)).status).toBe(204)
  })

  it('ends the sign-ins by it with itself', async () => {
    const { token } = await make(1)
    rolecall.clock.forward(day - 60_000)
    const link = await enter(token)
    expect((await link('GET', '/api/overview')).status).toBe(200)
    rolecall.clock.forward(60_000)
    expect((await link('GET', '/api/overview')).status).toBe(401)
  })

  it('is told of its end for a month, whatever links are made meanwhile', async () => {
    const { token } = await make(1)
    rolecall.clock.forward(30 * day)
    await make()
    expect((await anybody(token)).body.detail).toContain('ended on')
    rolecall.clock.forward(day)
    await make()
    expect((await anybody(token)).body.detail).not.toContain('ended on')
  })

  it('ends at once with what began by it when it is revoked, and says so to whoever opens it', async () => {
    const { id, token } = await make()
    const link = await enter(token)
    expect((await owner('DELETE', `${path}/${id}`)).status).toBe(204)
    expect((await link('GET', '/api/overview')).status).toBe(401)
    expect((await link('GET', '/api/session')).body).toBeNull()
    expect((await anybody(token)).body.detail).toContain('was revoked')
    expect((await anybody(`${token.slice(0, -4)}AAAA`)).body.detail).not.toContain('revoked')
    expect((await owner('DELETE', `${path}/${id}`)).status).toBe(404)
    expect((await owner('GET', path)).body).toMatchObject([{ id, revokedAt: start }])
  })

  it('makes what a provider needs, and sees no other key', async () => {
    const { id, token } = await make()
    const link = await enter(token)
    const made = await link('POST', '/api/api-keys', { body: { displayName: 'Entra', scopes: ['scim'] } })
    expect(made.status).toBe(201)
    expect((await clientOf(made.body.key as string)('GET', '/api/scim/v2/Users')).status).toBe(200)
    const scopes = (await link('GET', '/api/api-keys')).body.map((key: { scopes: string[] }) => key.scopes)
    expect(scopes.flat().every((scope: string) => scope === 'scim')).toBe(true)
    for (const wanted of [['organization'], ['organization_read'], ['scim', 'organization']])
      expect((await link('POST', '/api/api-keys', { body: { displayName: 'x', scopes: wanted } })).status).toBe(403)
    expect((await link('POST', '/api/api-keys', { body: { displayName: 'x', scopes: ['setup'] } })).status).toBe(422)
    const client = await link('POST', '/api/oauth/clients', { body: { displayName: 'E', secret: { name: 'one' } } })
    expect(client.status).toBe(201)
    const { body: audit } = await owner('GET', '/api/audit')
    const byLink = (audit as { type: string; actor: { keyId?: string } }[]).filter(({ actor }) => actor.keyId === id)
    expect(byLink.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['ApiKeyCreated', 'ClientCreated', 'SignedIn']),
    )
  })

  it('needs the header of the console to change anything, as every sign-in', async () => {
    const { token } = await make()
    const link = await enter(token)
    const headers = { 'x-rolecall-console': '' }
    const body = { displayName: 'E', scopes: ['scim'] }
    expect((await link('POST', '/api/api-keys', { body, headers })).status).toBe(403)
  })

  it('is no key: shown as one it opens nothing', async () => {
    const { token } = await make()
    expect((await clientOf(token)('GET', '/api/overview')).status).toBe(401)
    expect((await clientOf(token)('GET', '/api/scim/v2/Users')).status).toBe(401)
  })

  describe('tried with every operation of the description', () => {
    let operations: readonly (readonly [method: string, path: string])[]
    beforeAll(async () => {
      const { body } = await clientOf(null)('GET', '/api/openapi.json')
      const paths = body.paths as Record<string, Record<string, { readonly security?: readonly object[] }>>
      // What needs nothing is for everybody, and shows nothing of an organization.
      operations = Object.entries(paths).flatMap(([at, methods]) =>
        Object.entries(methods)
          .filter(([, { security }]) => security?.length !== 0)
          .map(([method]) => [method.toUpperCase(), at] as const),
      )
    })

    /** What answers otherwise than that nobody is let in. */
    async function tryAll(
      token: string,
      isIn: boolean,
      before: () => Promise<unknown> = async () => {},
    ): Promise<readonly string[]> {
      const link = await enter(token)
      await before()
      const opening: string[] = []
      for (const [method, at] of operations) {
        const { status } = await link(method, at.replaceAll(/\{\w+\}/g, 'none'))
        if (!(isIn ? [401, 403] : [401]).includes(status)) opening.push(`${method} ${at}`)
      }
      return opening.toSorted()
    }

    it('opens what the set-up and the log need, and nothing else', async () => {
      const { token } = await make()
      expect(operations.length).toBeGreaterThan(120)
      expect(await tryAll(token, true)).toEqual(opened)
    })

    it('opens nothing once it is revoked', async () => {
      const { id, token } = await make()
      expect(await tryAll(token, false, () => owner('DELETE', `${path}/${id}`))).toEqual([])
    })

    it('opens nothing once it has ended', async () => {
      const { token } = await make(1)
      rolecall.clock.forward(day - 1_000)
      expect(await tryAll(token, false, async () => rolecall.clock.forward(1_000))).toEqual([])
    })

    it('opens nothing while the organization is suspended', async () => {
      const { token } = await make()
      const { key } = await createPlatformKey(rolecall.services, { displayName: 'P', expiresAt: null }, operator)
      const at = `/api/platform/organizations/${acme.id}`
      const suspend = (suspended: boolean) => clientOf(key)('PATCH', at, { body: { suspended } })
      expect(await tryAll(token, false, () => suspend(true))).toEqual([])
      expect((await anybody(token)).body.code).toBe('ORGANIZATION_SUSPENDED')
      await suspend(false)
      await enter(token)
    })
  })

  it('is the product’s to make and to revoke for each organization, and another organization has none of it', async () => {
    const { key } = await createPlatformKey(
      rolecall.services,
      { displayName: 'Our product', expiresAt: null },
      operator,
    )
    const platform = clientOf(key)
    const at = `/api/platform/organizations/${acme.id}/setup-links`
    const { body } = await platform('POST', at, { body: { displayName: 'Ada' } })
    expect(body).toMatchObject({ madeBy: 'Our product' })
    const link = await enter(tokenOf(body.url as string))
    expect((await link('GET', '/api/overview')).status).toBe(200)
    const other = await createTestOrganization(rolecall.services, 'Other')
    const foreign = `/api/platform/organizations/${other.id}/setup-links`
    expect((await platform('GET', foreign)).body).toEqual([])
    expect((await platform('DELETE', `${foreign}/${body.id}`)).status).toBe(404)
    expect((await clientOf(other.keys.organization)('DELETE', `${path}/${body.id}`)).status).toBe(404)
    expect((await link('GET', '/api/overview')).status).toBe(200)
    expect((await platform('DELETE', `${at}/${body.id}`)).status).toBe(204)
    expect((await link('GET', '/api/overview')).status).toBe(401)
  })
})
