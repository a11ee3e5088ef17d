import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { countDirectory } from '@rolecall/core/organization/count-directory'
import { createPlatformKey } from '@rolecall/core/platform/platform-keys'
import { testRequest } from '@rolecall/testkit/store-contract/test-records'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { clientOf, routes, type Client } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest, TestOrganization } from './rolecall.ts'

const operator = { kind: 'cli', requestId: null, keyId: null, operator: 'root' } as const
const path = '/api/platform/organizations'
const fromConsole = { 'x-rolecall-console': '1' }
const scimKey = { displayName: 'Provider', scopes: ['scim'] }

describe('the platform API', () => {
  let rolecall: RolecallUnderTest
  let platform: Client
  let acme: TestOrganization
  let keyId: string
  let platformKey: string
  beforeEach(async () => {
    rolecall = await startRolecallInMemory()
    acme = await rolecall.createOrganization('Acme')
    const { key, record } = await createPlatformKey(rolecall.services, { displayName: 'P', expiresAt: null }, operator)
    platform = clientOf(rolecall, key)
    keyId = record.id
    platformKey = key
  })
  afterEach(() => rolecall.stop())

  const make = (body: object) => platform('POST', path, { body })

  it('makes an organization by an id of the caller, with keys that open it', async () => {
    const { body, status } = await make({ id: 'customer-1', name: 'Globex', keys: [scimKey] })
    expect(status).toBe(201)
    expect(body).toMatchObject({ id: 'customer-1', name: 'Globex', suspendedAt: null, keys: [{ scopes: ['scim'] }] })
    const scim = clientOf(rolecall, body.keys[0].key)
    expect((await scim('POST', '/api/scim/v2/Users', { body: { userName: 'a@globex.com' } })).status).toBe(201)
    expect((await platform('GET', `${path}/customer-1`)).body).toMatchObject({ organizationId: body.organizationId })
    const events = await rolecall.services.store.read(body.organizationId as string).events.listRows(null, 9)
    expect(events[0]).toMatchObject({ type: 'OrganizationCreated', actor: `platform:${keyId}` })
  })

  it('makes the same one of the same request, and says what differs of another', async () => {
    const first = await make({ id: 'customer-1', name: 'Globex', keys: [scimKey] })
    const again = await make({ keys: [scimKey], name: 'Globex', id: 'customer-1' })
    expect(again.status).toBe(200)
    expect(again.body.organizationId).toBe(first.body.organizationId)
    expect(again.text).not.toContain('"key"')
    const other = await make({ id: 'customer-1', name: 'Initech', keys: [{ ...scimKey, strict: true }] })
    expect(other.status).toBe(409)
    expect(other.body).toMatchObject({ code: 'ALREADY_EXISTS' })
    expect(other.body.detail).toContain('name = "Globex", no keys.0.strict')
  })

  it('makes one of many that ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => make({ id: 'c', name: 'C', keys: [scimKey] })))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7)
    expect(new Set(answers.map(({ body }) => body.organizationId as string)).size).toBe(1)
    expect((await platform('GET', path)).body).toHaveLength(2)
  })

  it('makes nothing where a key can not be made', async () => {
    const { body, status } = await make({ id: 'c', name: 'C', keys: [scimKey, { ...scimKey, provider: 'nobody' }] })
    expect(status).toBe(422)
    expect(body.issues).toMatchObject([{ path: 'provider' }])
    expect((await platform('GET', `${path}/c`)).status).toBe(404)
  })

  it.each(['', 'a/b', 'a b', '-a', 'ä', 'a'.repeat(129), '..'])('refuses the id "%s"', async (id) => {
    const { body, status } = await make({ id, name: 'C' })
    expect(status).toBe(422)
    expect(body.issues).toMatchObject([{ path: 'id' }])
  })

  it.each(['', ' '])('refuses the name "%s", to make one and to rename it', async (name) => {
    const made = await make({ id: 'c', name })
    const renamed = await platform('PATCH', `${path}/${acme.id}`, { body: { name } })
    for (const { body, status } of [made, renamed]) {
      expect([status, body.issues[0].path]).toEqual([422, 'name'])
    }
  })

  it('knows one that the operator made by its own id, and makes none of that name', async () => {
    expect((await platform('GET', `${path}/${acme.id}`)).body).toMatchObject({ id: acme.id, organizationId: acme.id })
    expect((await make({ id: acme.id, name: 'Acme' })).body.detail).toContain('made by the operator')
  })

  it('lists all by pages', async () => {
    for (const id of ['x', 'y', 'z']) await make({ id, name: id })
    const first = await platform('GET', `${path}?limit=3`)
    expect((first.body as { id: string }[]).map(({ id }) => id)).toEqual([acme.id, 'x', 'y'])
    const next = /<[^>]*(\/api[^>]*)>/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
    expect(((await platform('GET', next)).body as { id: string }[]).map(({ id }) => id)).toEqual(['z'])
  })

  it('renames, and the organization reads it in its feed', async () => {
    await make({ id: 'c', name: 'C', keys: [{ displayName: 'Owner', scopes: ['organization'] }] })
    expect((await platform('PATCH', `${path}/c`, { body: { name: 'D' } })).body).toMatchObject({ id: 'c', name: 'D' })
    await platform('PATCH', `${path}/c`, { body: { name: 'D' } })
    const { body } = await platform('GET', `${path}/c`)
    const events = await rolecall.services.store.read(body.organizationId as string).events.list(null, 99)
    expect(events.filter(({ type }) => type === 'SettingsChanged')).toMatchObject([
      { data: { before: { name: 'C' }, after: { name: 'D' } } },
    ])
  })

  it('keeps everybody out of a suspended organization, and loses nothing of it', async () => {
    const [owner, scim] = [clientOf(rolecall, acme.keys.organization), clientOf(rolecall, acme.keys.scim)]
    const user = await scim('POST', '/api/scim/v2/Users', { body: { userName: 'ann@acme.com' } })
    const signedIn = await clientOf(rolecall, null)('POST', '/api/session', {
      body: { key: acme.keys.organization },
      headers: fromConsole,
    })
    const [cookie = ''] = (signedIn.headers.get('set-cookie') ?? '').split(';')
    const browser = (asked: string) => clientOf(rolecall, null)('GET', asked, { headers: { cookie } })
    expect((await browser('/api/organization/members')).status).toBe(200)
    await platform('PATCH', `${path}/${acme.id}`, { body: { suspended: true } })
    await platform('PATCH', `${path}/${acme.id}`, { body: { suspended: true } })
    const refused = await scim('GET', `/api/scim/v2/Users/${user.body.id}`)
    expect(refused.status).toBe(403)
    expect(refused.body).toMatchObject({ status: '403', detail: expect.stringContaining('suspended') })
    expect((await owner('GET', '/api/teams')).body).toMatchObject({ status: 403, code: 'ORGANIZATION_SUSPENDED' })
    expect((await browser('/api/organization/members')).status).toBe(401)
    const again = await clientOf(rolecall, null)('POST', '/api/session', {
      body: { key: acme.keys.organization },
      headers: fromConsole,
    })
    expect(again.body).toMatchObject({ status: 403, code: 'ORGANIZATION_SUSPENDED' })
    // A wrong secret learns nothing of that.
    const wrong = clientOf(rolecall, `${acme.keys.scim.slice(0, -4)}AAAA`)
    expect((await wrong('GET', '/api/scim/v2/Users')).status).toBe(401)
    // A key that is made meanwhile is no way in.
    const key = await platform('POST', `${path}/${acme.id}/api-keys`, { body: scimKey })
    expect((await clientOf(rolecall, key.body.key)('GET', '/api/scim/v2/Users')).status).toBe(403)
    await platform('PATCH', `${path}/${acme.id}`, { body: { suspended: false } })
    expect((await scim('GET', `/api/scim/v2/Users/${user.body.id}`)).status).toBe(200)
    expect((await clientOf(rolecall, key.body.key)('GET', '/api/scim/v2/Users')).status).toBe(200)
    expect((await browser('/api/organization/members')).status).toBe(200)
  })

  it('opens to no access token, and refuses those of a suspended organization', async () => {
    const owner = clientOf(rolecall, acme.keys.organization)
    const made = await owner('POST', '/api/oauth/clients', {
      body: { displayName: 'Entra', secret: { name: 'first' } },
    })
    const form = { client_id: made.body.id as string, client_secret: made.body.secret as string }
    const mint = () =>
      clientOf(rolecall, null)('POST', '/oauth2/token', {
        body: new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    const byToken = clientOf(rolecall, (await mint()).body.access_token as string)
    expect((await byToken('GET', '/api/scim/v2/Users')).status).toBe(200)
    expect((await byToken('GET', path)).status).toBe(403)
    await platform('PATCH', `${path}/${acme.id}`, { body: { suspended: true } })
    expect((await byToken('GET', '/api/scim/v2/Users')).status).toBe(401)
    expect((await mint()).status).toBeGreaterThanOrEqual(400)
    await platform('PATCH', `${path}/${acme.id}`, { body: { suspended: false } })
    expect((await byToken('GET', '/api/scim/v2/Users')).status).toBe(200)
  })

  it('renames and suspends as one change, or does neither', async () => {
    await platform('PATCH', `${path}/${acme.id}`, { body: { name: 'Acme closed', suspended: true } })
    const events = await rolecall.services.store.read(acme.id).events.list(null, 99)
    const [renamed, suspended] = events.slice(-2)
    expect([renamed?.type, suspended?.type]).toEqual(['SettingsChanged', 'OrganizationSuspended'])
    expect(suspended?.revision).toBe(renamed?.revision)
    const refused = await platform('PATCH', `${path}/${acme.id}`, { body: { name: '  ', suspended: false } })
    expect(refused.status).toBe(422)
    expect((await platform('GET', `${path}/${acme.id}`)).body.suspendedAt).not.toBeNull()
  })

  it('keeps the keys, clients and connections of each', async () => {
    const made = await platform('POST', `${path}/${acme.id}/api-keys`, {
      body: { displayName: 'O', scopes: ['organization'] },
    })
    expect(made.status).toBe(201)
    const keys = (await platform('GET', `${path}/${acme.id}/api-keys`)).body as { id: string }[]
    expect(keys.map(({ id }) => id)).toContain(made.body.id)
    const rotated = await platform('POST', `${path}/${acme.id}/api-keys/${made.body.id}/rotate`)
    expect((await clientOf(rolecall, rotated.body.key)('GET', '/api/teams')).status).toBe(200)
    // Also the last one by which the organization could be managed: the platform can make another.
    for (const { id } of keys) expect((await platform('DELETE', `${path}/${acme.id}/api-keys/${id}`)).status).toBe(204)
    const client = await platform('POST', `${path}/${acme.id}/oauth/clients`, { body: { displayName: 'Entra' } })
    expect(client.status).toBe(201)
    expect((await platform('GET', `${path}/${acme.id}/oauth/clients`)).body).toHaveLength(1)
    expect((await platform('GET', `${path}/${acme.id}/sso/connections`)).body).toEqual([])
  })

  it('reaches nothing of one organization by the path of another', async () => {
    await make({ id: 'other', name: 'Other', keys: [scimKey] })
    const [key] = (await platform('GET', `${path}/other/api-keys`)).body as { id: string }[]
    expect((await platform('DELETE', `${path}/${acme.id}/api-keys/${key?.id}`)).status).toBe(404)
    expect((await platform('GET', `${path}/nobody/api-keys`)).status).toBe(404)
  })

  it('says what each organization uses, by the last count and the requests of thirty days', async () => {
    const { body: made } = await make({ id: 'customer-1', name: 'Globex' })
    const { now, store } = rolecall.services
    const at = (days: number) => new Date(Date.parse(now()) + days * 86_400_000).toISOString()
    const dayOf = (days: number) => at(days).slice(0, 10)
    const refused = { outcome: 'refused', tolerances: ['op-case'] } as const
    await store.requestLog.append([
      testRequest(acme.id, { time: at(-1), outcome: 'success' }),
      testRequest(acme.id, { time: at(-1), ...refused }),
      testRequest(acme.id, { time: at(-29), ...refused }),
      testRequest(acme.id, { time: at(-31), outcome: 'success' }),
    ])
    const list = async (query = '') => (await platform('GET', `/api/platform/usage${query}`)).body
    const nothing = { counted: null, requests: { success: 0, refused: 0, failed: 0 }, lastRequestAt: null }
    const requests = { success: 1, refused: 2, failed: 0 }
    expect(await list()).toMatchObject([
      { id: acme.id, organizationId: acme.id, counted: null, requests, lastRequestAt: at(-1) },
      { id: 'customer-1', organizationId: made.organizationId, ...nothing },
    ])
    const active = { userName: 'ann@acme.com', active: true }
    for (const body of [active, { userName: 'bob@acme.com', active: false }])
      await clientOf(rolecall, acme.keys.scim)('POST', '/api/scim/v2/Users', { body })
    const counted = { day: dayOf(-1), people: 2, active: 1, owners: 0, roles: 0, groups: 0, teams: 0 }
    await runDueJobs({ ...rolecall.services, now: () => at(-1) }, [countDirectory])
    expect((await list('?limit=1'))[0]).toMatchObject({ counted })
    const { days, ...one } = (await platform('GET', `${path}/${acme.id}/usage`)).body
    expect(one).toMatchObject({ id: acme.id, requests, counted: { ...counted, day: dayOf(0) } })
    expect(days).toHaveLength(30)
    expect(days[0]).toEqual({ day: dayOf(-29), counted: null, requests: { success: 0, refused: 1, failed: 0 } })
    expect(days[28]).toEqual({ day: dayOf(-1), counted, requests: { success: 1, refused: 1, failed: 0 } })
    expect(days[29]).toMatchObject({ day: dayOf(0), counted: { people: 2 } })
    expect((await platform('GET', `${path}/nobody/usage`)).status).toBe(404)
    const page = await platform('GET', '/api/platform/usage?limit=1')
    const next = /<[^>]*(\/api[^>]*)>/.exec(page.headers.get('link') ?? '')?.[1] ?? ''
    expect((await platform('GET', next)).body).toMatchObject([{ id: 'customer-1' }])
  })

  it('answers what a hundred organizations use at once, whatever is asked for', async () => {
    const asked: unknown[] = []
    const { store } = rolecall.services
    const { listPage } = store.organizations
    store.organizations.listPage = (page) => {
      asked.push(page.limit)
      return listPage(page)
    }
    for (const query of ['', '?limit=1000', '?limit=7']) await platform('GET', `/api/platform/usage${query}`)
    expect(asked).toEqual([100, 100, 7])
  })

  const platformRoutes = routes.filter(({ scope }) => scope === 'platform')
  const others = routes.filter(({ scope }) => scope !== 'platform' && scope !== null)
  const fill = (full: string) => full.replace(':organization', acme.id).replaceAll(/:\w+/g, 'some')
  const written = ['POST', 'PUT', 'PATCH']
  const ask = (client: Client, method: string, full: string) =>
    client(method, fill(full), written.includes(method) ? { body: {} } : {})

  /** As the console does. */
  async function signIn(key: string): Promise<Client> {
    const signedIn = await clientOf(rolecall, null)('POST', '/api/session', { body: { key }, headers: fromConsole })
    const [cookie = ''] = (signedIn.headers.get('set-cookie') ?? '').split(';')
    return (method, at, sent = {}) =>
      clientOf(rolecall, null)(method, at, { ...sent, headers: { cookie, ...fromConsole } })
  }

  it('lets no key of an organization, no session and nobody in at any of its routes, nor its key at any other', async () => {
    const other = await rolecall.createOrganization('Other')
    const wrong: [string, Client, number][] = [
      ['owner', clientOf(rolecall, acme.keys.organization), 403],
      ['owner of another organization', clientOf(rolecall, other.keys.organization), 403],
      ['session of an owner', await signIn(acme.keys.organization), 401],
      ['reader', clientOf(rolecall, acme.keys.organization_read), 403],
      ['provider', clientOf(rolecall, acme.keys.scim), 403],
      ['nobody', clientOf(rolecall, null), 401],
      ['unknown', clientOf(rolecall, `rp_${keyId}_${'A'.repeat(43)}`), 401],
      ['unknown id', clientOf(rolecall, `rp_${acme.id}_${'A'.repeat(43)}`), 401],
    ]
    expect(platformRoutes.length).toBeGreaterThan(15)
    for (const { method, path: full } of platformRoutes) {
      for (const [who, client, status] of wrong) {
        const there = await ask(client, method, full)
        expect([who, method, full, there.status]).toEqual([who, method, full, status])
        // The same, whether there is such an organization or not.
        const nowhere = await client(
          method,
          full.replaceAll(/:\w+/g, 'no-one'),
          written.includes(method) ? { body: {} } : {},
        )
        expect({ ...nowhere, headers: null }).toEqual({ ...there, headers: null })
      }
    }
    for (const { method, path: full } of others) {
      const { status } = await ask(platform, method, full)
      expect([method, full, status]).toEqual([method, full, 401])
    }
    expect((await platform('GET', path)).body).toHaveLength(2)
  })

  it('does not take the cookie of a session', async () => {
    const nobody = clientOf(rolecall, null)
    const signedIn = await nobody('POST', '/api/session', {
      body: { key: acme.keys.organization },
      headers: fromConsole,
    })
    const [cookie = ''] = (signedIn.headers.get('set-cookie') ?? '').split(';')
    expect((await nobody('GET', path, { headers: { cookie } })).status).toBe(401)
    const byPlatformKey = { body: { key: platformKey }, headers: fromConsole }
    expect((await nobody('POST', '/api/session', byPlatformKey)).status).toBe(401)
  })

  it('ends with its key, at once', async () => {
    const { revokePlatformKey } = await import('@rolecall/core/platform/platform-keys')
    await revokePlatformKey(rolecall.services, keyId, operator)
    expect((await platform('GET', path)).status).toBe(401)
    await expect(revokePlatformKey(rolecall.services, keyId, operator)).rejects.toThrow('no platform key')
    const events = await rolecall.services.store.platform.listEvents({ after: null, limit: 9 })
    expect(events.map(({ type }) => type)).toEqual(['PlatformKeyRevoked', 'PlatformKeyCreated'])
    expect(JSON.stringify(events)).not.toContain('hash')
  })
})
