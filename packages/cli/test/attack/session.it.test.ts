import { canManage } from '@rolecall/core/access/can-manage'
import { createSignInLink, listSignInLinks, revokeSignInLink } from '@rolecall/core/access/sign-in-links'
import type { OperationContext } from '@rolecall/core/change/operation-context'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createClient } from '../../../server/test/client.ts'
import { startRolecall, type Rolecall, type TestOrganization } from '../../../server/test/rolecall.ts'

const console = { 'x-rolecall-console': '1' }

describe.each(eachDatabase)('sign-in to the console on $name', ({ create }) => {
  let rolecall: Rolecall
  let organization: TestOrganization
  beforeAll(async () => {
    rolecall = await startRolecall(create)
    organization = await rolecall.createOrganization('Acme')
  })
  afterAll(() => rolecall.stop())

  const anybody = () => createClient(rolecall.url, null)
  const post = (key: string, headers = {}) => anybody()('POST', '/api/session', { body: { key }, headers })

  /** A browser that has signed in: a client that sends the cookie. */
  async function signIn(key = organization.keys.organization) {
    const reply = await post(key, console)
    expect(reply.status).toBe(204)
    const [cookie = ''] = (reply.headers.get('set-cookie') ?? '').split(';')
    const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = console) =>
      anybody()(method, path, { ...(body === undefined ? {} : { body }), headers: { cookie, ...headers } })
    return { call, cookie }
  }

  it('sets a cookie that no script reads and no other site sends', async () => {
    const { headers } = await post(organization.keys.organization, console)
    expect(headers.get('set-cookie')).toMatch(
      /^rolecall=[\w-]{43}; Path=\/; Max-Age=(28800|287\d\d); HttpOnly; SameSite=Strict$/,
    )
  })

  it('says who is signed in, and null for nobody', async () => {
    const { call } = await signIn()
    expect((await call('GET', '/api/session')).body).toMatchObject({
      key: { displayName: 'organization', scopes: ['organization'] },
      organization: { id: organization.id, name: 'Acme' },
    })
    expect((await anybody()('GET', '/api/session')).body).toBeNull()
    expect((await anybody()('GET', '/api/session', { headers: { cookie: 'rolecall=x' } })).body).toBeNull()
  })

  it('stores the token nowhere: neither as it is nor as the hash of a key', async () => {
    const { cookie } = await signIn()
    const token = cookie.slice('rolecall='.length)
    expect(await rolecall.services.store.sessions.find(token, rolecall.services.now())).toBeUndefined()
  })

  it.each([
    ['a key that is none', 'rc_x_y', 401],
    ['the secret token of a provider', 'scim', 403],
  ])('refuses %s', async (_, key, status) => {
    const presented = key === 'scim' ? organization.keys.scim : key
    const reply = await post(presented, console)
    expect([reply.status, reply.headers.get('set-cookie')]).toEqual([status, null])
  })

  it('reads and changes what its key may', async () => {
    const { call } = await signIn()
    expect((await call('PUT', '/api/teams/by-session', {})).status).toBe(201)
    const reader = await signIn(organization.keys.organization_read)
    expect((await reader.call('GET', '/api/teams/by-session')).status).toBe(200)
    expect((await reader.call('PUT', '/api/teams/by-session', {})).status).toBe(403)
  })

  it('changes nothing without the header that another page can not send', async () => {
    const { call } = await signIn()
    expect((await call('PUT', '/api/teams/forged', {}, {})).status).toBe(403)
    expect((await call('GET', '/api/teams/forged', undefined, {})).status).toBe(404)
    expect((await call('DELETE', '/api/session', undefined, {})).status).toBe(403)
    expect((await post(organization.keys.organization)).status).toBe(403)
  })

  it('does not provision: SCIM takes keys only', async () => {
    const { call } = await signIn()
    expect((await call('GET', '/api/scim/v2/Users')).status).toBe(401)
  })

  it('ends with the sign-out', async () => {
    const { call } = await signIn()
    const out = await call('DELETE', '/api/session')
    expect(out.headers.get('set-cookie')).toMatch(/^rolecall=; .*Max-Age=0/)
    expect((await call('GET', '/api/teams')).status).toBe(401)
  })

  it.each(['rotate', 'revoke'])('ends with the %s of its key', async (how) => {
    const owner = createClient(rolecall.url, organization.keys.organization)
    const { body: made } = await owner('POST', '/api/api-keys', {
      body: { displayName: 'x', scopes: ['organization'] },
    })
    const { call } = await signIn(made.key as string)
    expect((await call('GET', '/api/teams')).status).toBe(200)
    if (how === 'rotate') await owner('POST', `/api/api-keys/${made.id as string}/rotate`)
    else await owner('DELETE', `/api/api-keys/${made.id as string}`)
    expect((await call('GET', '/api/teams')).status).toBe(401)
    expect((await call('GET', '/api/session')).body).toBeNull()
  })

  describe('by a link', () => {
    const context = (): OperationContext => ({
      ...rolecall.services,
      organizationId: organization.id,
      cause: { kind: 'cli', requestId: null, keyId: null },
      baseUrl: '',
      tolerances: new Tolerances(),
      connectionId: '',
    })
    const makeLink = (minutes = 60) => createSignInLink(context(), { displayName: 'for Ada', minutes })

    it('lets an owner in once, for as long as any sign-in, and says so in the audit', async () => {
      const { record, token } = await makeLink()
      const { call } = await signIn(token)
      expect((await call('GET', '/api/session')).body).toMatchObject({
        key: null,
        link: { id: record.id, displayName: 'for Ada' },
        person: null,
        scopes: ['organization'],
        organization: { name: 'Acme' },
      })
      expect((await call('PUT', '/api/teams/by-link', {})).status).toBe(201)
      const again = await post(token, console)
      expect([again.status, again.headers.get('set-cookie')]).toEqual([401, null])
      expect(again.body.detail).toContain('rolecall link create')
      expect((await call('GET', '/api/teams')).status).toBe(200)
      const { body } = await call('GET', `/api/audit?subject=sign-in-links/${record.id}`)
      expect((body as unknown as { type: string }[]).map(({ type }) => type)).toEqual(
        expect.arrayContaining(['SignedIn', 'SignInLinkCreated']),
      )
    })

    it('lets one in where two are at once', async () => {
      const { token } = await makeLink()
      const replies = await Promise.all([1, 2, 3].map(() => post(token, console)))
      expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 401, 401])
    })

    it('is no key: it opens nothing by itself, is in no list of keys, and keeps none from being the last', async () => {
      const { record, token } = await makeLink()
      const bearer = createClient(rolecall.url, token)
      expect((await bearer('GET', '/api/teams')).status).toBe(401)
      expect((await bearer('GET', '/api/scim/v2/Users')).status).toBe(401)
      const { call } = await signIn(token)
      const { body } = await call('GET', '/api/api-keys')
      expect((body as unknown as { id: string }[]).some(({ id }) => id === record.id)).toBe(false)
      expect((await call('POST', `/api/api-keys/${record.id}/rotate`)).status).toBe(404)
      expect(canManage(record, rolecall.services.now())).toBe(false)
    })

    it('ends with its time, and at once when it is revoked, together with the sign-in', async () => {
      const late = await makeLink(-1)
      expect((await post(late.token, console)).status).toBe(401)
      const { record, token } = await makeLink()
      const { call } = await signIn(token)
      await revokeSignInLink(context(), record.id)
      expect((await call('GET', '/api/teams')).status).toBe(401)
      await expect(revokeSignInLink(context(), record.id)).rejects.toThrow(record.id)
      expect((await listSignInLinks(context())).some(({ id }) => id === record.id)).toBe(false)
    })
  })
})
