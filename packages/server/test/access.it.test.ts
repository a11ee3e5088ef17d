import { eachDatabase } from '@rolecall/testkit/test-databases'
import { apiKeyScopes, type ApiKeyScope } from '@rolecall/core/directory/api-key'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { AnyRoute } from '../src/route/route.ts'
import { createClient, routes, type Reply } from './client.ts'
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

  it.each(open)('$method $path is open to everybody and shows nothing of an organization', async (route) => {
    const reply = await send(rolecall, null, route)
    // What changes something (a session) is refused without what it needs, and shows as little.
    expect(route.method === 'GET' ? [200] : [403, 422]).toContain(reply.status)
    expect(reply.text).not.toContain(organization.id)
  })
})
