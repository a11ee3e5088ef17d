import { testScope } from '@rolecall/testkit/store-contract/test-organization'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { apiKeyScopes, type ApiKeyRecord, type ApiKeyScope } from '@rolecall/core/directory/api-key'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { AnyRoute } from '../src/route/route.ts'
import { clientOf, createClient, routes, type Reply } from './client.ts'
import { startRolecall, type Rolecall, type TestOrganization } from './rolecall.ts'

/** Sends what the route understands, with a value for the open part that nothing has. */
function send(rolecall: Rolecall, key: string | null, { method, path, body }: AnyRoute): Promise<Reply> {
  const type = body?.mediaTypes[0]
  return createClient(rolecall.url, key)(
    method,
    path.replace(/:\w+/, 'nothing-has-this'),
    type === undefined ? {} : { body: '{}', headers: { 'content-type': type } },
  )
}

const scoped = routes.filter(({ scope }) => scope !== null)
const open = routes.filter(({ scope }) => scope === null)

function admits(needed: ApiKeyScope, scope: ApiKeyScope): boolean {
  return needed === scope || (needed === 'organization_read' && scope === 'organization')
}

const attempts = scoped.flatMap((route) =>
  apiKeyScopes.map((scope) => ({
    route,
    method: route.method,
    path: route.path,
    scope,
    needed: route.scope as ApiKeyScope,
  })),
)

describe.each(eachDatabase)('every route on $name', ({ create }) => {
  let rolecall: Rolecall
  let organization: TestOrganization
  beforeAll(async () => {
    rolecall = await startRolecall(create)
    organization = await rolecall.createOrganization('Acme')
  })
  afterAll(() => rolecall.stop())

  it.each(scoped)('$method $path is closed without a key', async (route) => {
    const reply = await send(rolecall, null, route)
    expect(reply.status).toBe(401)
    expect(reply.headers.get('www-authenticate')).toContain('Bearer')
  })

  it.each(attempts)(
    '$method $path needs $needed; a key with $scope gets what it may',
    async ({ route, scope, needed }) => {
      const { status } = await send(rolecall, organization.keys[scope], route)
      if (admits(needed, scope)) expect([401, 403, 405, 415, 500, 503]).not.toContain(status)
      else expect(status).toBe(403)
    },
  )

  it('refuses a key at once that another process has revoked, whatever is asked, and does nothing of it', async () => {
    const { id, keys } = await rolecall.createOrganization('Lost')
    const call = clientOf(rolecall, keys.scim)
    const body = { userName: 'ann@example.com', externalId: 'ann' }
    const ann = (await call('POST', '/api/scim/v2/Users', { body })).body.id as string
    const store = rolecall.services.store.read(id)
    const [key] = (await store.keys.list()).filter(({ scopes }) => scopes.includes('scim'))
    const elsewhere = await rolecall.openAnotherStore()
    const { revision } = await store.getState()
    await elsewhere.write(id, testScope, (tx) => tx.keys.update({ ...(key as ApiKeyRecord), revokedAt: tx.now }))
    await elsewhere.close()
    const user = `/api/scim/v2/Users/${ann}`
    const replies = [
      await call('PUT', user, { body: { ...body, title: 'Lead' } }),
      await call('GET', user),
      await call('GET', '/api/scim/v2/Users?filter=nonsense'),
      await call('GET', '/api/scim/v2/ServiceProviderConfig'),
      await call('POST', '/api/scim/v2/Users', { body: '{' }),
      await call('DELETE', user),
    ]
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 401))
    expect((await store.getState()).revision).toBe(revision + 1)
  })

  it.each([
    ['GET', '/api/scim/v2/Users', {}],
    ['GET', '/api/scim/v2/Users?filter=nonsense', {}],
    ['GET', '/api/scim/v2/ServiceProviderConfig', {}],
    ['POST', '/api/scim/v2/Users', { body: { userName: 'eve@example.com' } }],
    ['POST', '/api/scim/v2/Users', { body: '{' }],
  ])(
    'refuses %s %s of a key that was in force a request ago, and has been revoked since',
    async (method, path, sent) => {
      const { id, keys } = await rolecall.createOrganization('Lost')
      const call = clientOf(rolecall, keys.scim)
      expect((await call('GET', '/api/scim/v2/Users')).status).toBe(200)
      const [key] = (await rolecall.services.store.read(id).keys.list()).filter(({ scopes }) => scopes.includes('scim'))
      await rolecall.services.store.write(id, testScope, (tx) =>
        tx.keys.update({ ...(key as ApiKeyRecord), revokedAt: tx.now }),
      )
      const reply = await call(method, path, sent)
      expect([reply.status, reply.headers.get('www-authenticate')]).toEqual([
        401,
        expect.stringContaining('invalid_token'),
      ])
      expect(await rolecall.services.store.read(id).users.total()).toBe(0)
    },
  )

  it('holds a request to what its key says now, though it said otherwise a request ago', async () => {
    const { id, keys } = await rolecall.createOrganization('Strict')
    const call = clientOf(rolecall, keys.scim)
    const add = (userName: string) => call('POST', '/api/scim/v2/Users', { body: { userName, nonsense: 1 } })
    expect((await add('ann@example.com')).status).toBe(201)
    const { store } = rolecall.services
    const [key] = (await store.read(id).keys.list()).filter(({ scopes }) => scopes.includes('scim'))
    await store.write(id, testScope, (tx) => tx.keys.update({ ...(key as ApiKeyRecord), strict: true }))
    expect((await add('bob@example.com')).status).toBe(400)
    await store.write(id, testScope, (tx) => tx.keys.update({ ...(key as ApiKeyRecord), strict: false }))
    expect((await add('bob@example.com')).status).toBe(201)
    expect(await store.read(id).users.total()).toBe(2)
  })

  it.each(open)('$method $path is open to everybody and shows nothing of an organization', async (route) => {
    const reply = await send(rolecall, null, route)
    // What changes something (a session) is refused without what it needs, and shows as little.
    expect(route.method === 'GET' ? [200, 303] : [400, 401, 403, 422]).toContain(reply.status)
    expect(reply.text).not.toContain(organization.id)
  })
})
