import { createPlatformKey } from '@rolecall/core/platform/platform-keys'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import type { AnyRoute } from '@rolecall/server/route/route'
import { createClient, routes, type Client, type Reply } from '../../../server/test/client.ts'
import { startRolecall, type Rolecall, type TestOrganization } from '../../../server/test/rolecall.ts'

/** An organization with one of everything. */
interface Furnished extends TestOrganization {
  readonly call: Client
  readonly scim: Client
  readonly userId: string
  readonly groupId: string
  readonly keyId: string
  readonly setupLinkId: string
  readonly clientId: string
  readonly credentialId: string
  readonly connectionId: string
  readonly holdId: string
  readonly planId: string
  readonly logId: string
  readonly webhookId: string
  readonly streamId: string
  readonly txn: string
}

const email = 'ann@example.com'
const operator = { kind: 'cli', requestId: null, keyId: null, operator: 'root' } as const

async function furnish(rolecall: Rolecall, name: string): Promise<Furnished> {
  const organization = await rolecall.createOrganization(name)
  const call = createClient(rolecall.url, organization.keys.organization)
  const scim = createClient(rolecall.url, organization.keys.scim)
  const user = await scim('POST', '/api/scim/v2/Users', { body: { userName: email, externalId: `subject-${name}` } })
  const members = [{ value: user.body.id as string }]
  const group = await scim('POST', '/api/scim/v2/Groups', { body: { displayName: `group-${name}`, members } })
  await call('PUT', '/api/teams/marketing', {
    body: { name: `Marketing of ${name}`, members: [{ emailAddress: email, role: 'Editor' }] },
  })
  await call('PUT', '/api/settings/scim-mapping', {
    body: `scimGroupMappings:\n  - { scimGroup: group-${name}, type: organizationOwner }\n`,
    headers: { 'content-type': 'application/yaml' },
  })
  // A second group of the name waits for an owner.
  await scim('POST', '/api/scim/v2/Groups', { body: { displayName: `group-${name}` } })
  const [hold] = (await call('GET', '/api/holds')).body as readonly { readonly id: string }[]
  const plan = await call('POST', '/api/settings/scim-mapping/plan')
  await call('POST', '/api/verification')
  const key = await call('POST', '/api/api-keys', {
    body: { displayName: `key-${name}`, scopes: ['organization_read'] },
  })
  const link = await call('POST', '/api/setup-links', { body: { displayName: `link-${name}` } })
  const connection = await call('POST', '/api/sso/connections', {
    body: {
      name,
      issuer: `https://${name}.example`,
      audience: 'a',
      jwksUri: `https://${name}.example/keys`,
      claim: 'oid',
    },
  })
  const client = await call('POST', '/api/oauth/clients', { body: { displayName: `client-${name}` } })
  const clientId = client.body.id as string
  const secret = await call('POST', `/api/oauth/clients/${clientId}/secrets`, { body: { name } })
  const hook = { displayName: name, url: `https://${name}.example.com/hook` }
  const webhook = await call('POST', '/api/webhooks', { body: hook })
  const streamed = { displayName: name, method: 'poll', audience: [name], events: ['prov', 'asyncresp'] }
  const stream = await call('POST', '/api/event-streams', { body: streamed })
  const later = await scim('POST', '/api/scim/v2/Users', {
    body: { userName: 'later@example.com' },
    headers: { prefer: 'respond-async' },
  })
  return {
    ...organization,
    txn: String(later.headers.get('set-txn')),
    setupLinkId: link.body.id as string,
    webhookId: webhook.body.id as string,
    streamId: stream.body.id as string,
    call,
    scim,
    clientId,
    credentialId: secret.body.id as string,
    userId: user.body.id as string,
    groupId: group.body.id as string,
    keyId: key.body.id as string,
    connectionId: connection.body.id as string,
    holdId: hold?.id ?? 'no hold',
    planId: plan.body.planId as string,
    logId: await loggedId(call),
  }
}

/** The id of a request in the provisioning log, which is written beside the requests. */
function loggedId(call: Client): Promise<string> {
  return vi.waitFor(
    async () => {
      const { body } = await call('GET', '/api/provisioning-log?method=POST&resource=Group')
      return String(body[0].id)
    },
    { timeout: 10_000 },
  )
}

/** The open part of each path, in words of the other organization. */
const foreign: Readonly<Record<string, (other: Furnished) => string>> = {
  '/api/scim/v2/Users/:id': ({ userId }) => userId,
  '/api/scim/v2/Groups/:id': ({ groupId }) => groupId,
  '/api/scim/v2/AsyncRequests/:txn': ({ txn }) => txn,
  '/api/organization/members/:email': () => 'only-there@example.com',
  '/api/users/:userId': ({ userId }) => userId,
  '/api/users/:userId/changes': ({ userId }) => userId,
  '/api/users/:userId/facts': ({ userId }) => userId,
  '/api/teams/:id': () => 'only-there',
  '/api/teams/:id/members': () => 'only-there',
  '/api/groups/:id': ({ groupId }) => groupId,
  '/api/scim/v2/Entitlements/:id': () => 'only-there:owner',
  '/api/groups/:id/members': ({ groupId }) => groupId,
  '/api/api-keys/:id': ({ keyId }) => keyId,
  '/api/setup-links/:id': ({ setupLinkId }) => setupLinkId,
  '/api/api-keys/:id/rotate': ({ keyId }) => keyId,
  '/api/oauth/clients/:id': ({ clientId }) => clientId,
  '/api/oauth/clients/:id/secrets': ({ clientId }) => clientId,
  '/api/oauth/clients/:id/trusts': ({ clientId }) => clientId,
  '/api/oauth/credentials/:id': ({ credentialId }) => credentialId,
  '/api/holds/:id': ({ holdId }) => holdId,
  '/api/holds/:id/approve': ({ holdId }) => holdId,
  '/api/holds/:id/reject': ({ holdId }) => holdId,
  '/api/sso/connections/:id': ({ connectionId }) => connectionId,
  '/api/settings/scim-mapping/plan/:planId': ({ planId }) => planId,
  '/api/settings/scim-mapping/plan/:planId/lines': ({ planId }) => planId,
  '/api/settings/scim-mapping/plan/:planId/people': ({ planId }) => planId,
  '/api/settings/scim-mapping/versions/:version': () => '2',
  '/api/event-streams/:id': ({ streamId }) => streamId,
  '/api/event-streams/:id/dead-letters': ({ streamId }) => streamId,
  '/api/event-streams/:id/poll': ({ streamId }) => streamId,
  '/api/event-streams/:id/replay': ({ streamId }) => streamId,
  '/api/webhooks/:id': ({ webhookId }) => webhookId,
  '/api/webhooks/:id/rotate': ({ webhookId }) => webhookId,
  '/api/webhooks/:id/test': ({ webhookId }) => webhookId,
  '/api/webhooks/:id/replay': ({ webhookId }) => webhookId,
  '/api/webhooks/:id/dead-letters': ({ webhookId }) => webhookId,
  '/api/provisioning-log/:id': ({ logId }) => logId,
}

/** Paths whose open part names something that every organization has. */
const common = ['/api/scim/v2/ResourceTypes/:id', '/api/scim/v2/Schemas/:id', '/api/scim/v2/Roles/:id']

/** A body that each route with one would apply. */
const bodies: Readonly<Record<string, unknown>> = {
  'PUT /api/scim/v2/Users/:id': { userName: email, displayName: 'taken' },
  'PATCH /api/scim/v2/Users/:id': { Operations: [{ op: 'replace', path: 'active', value: false }] },
  'PUT /api/scim/v2/Groups/:id': { displayName: 'taken', members: [] },
  'PATCH /api/scim/v2/Groups/:id': { Operations: [{ op: 'remove', path: 'members' }] },
  'PATCH /api/api-keys/:id': { displayName: 'taken', strict: true },
  'PUT /api/organization/members/:email': { role: null },
  'PUT /api/teams/:id': { name: 'mine' },
  'PATCH /api/oauth/clients/:id': { displayName: 'taken' },
  'PATCH /api/sso/connections/:id': { name: 'taken', console: true },
  'POST /api/oauth/clients/:id/secrets': { name: 'taken' },
  'POST /api/oauth/clients/:id/trusts': { name: 'taken', jwksUri: 'https://taken.example/keys' },
  'PATCH /api/event-streams/:id': { displayName: 'taken', state: 'paused' },
  'POST /api/event-streams/:id/poll': { returnImmediately: true },
  'POST /api/event-streams/:id/replay': {},
  'PATCH /api/webhooks/:id': { displayName: 'taken', state: 'paused' },
  'POST /api/webhooks/:id/replay': {},
  'POST /api/holds/:id/approve': {},
  'POST /api/holds/:id/reject': {},
  'POST /api/teams/:id/members': { emailAddress: email, role: 'Editor' },
}

/** What a list must be asked with. */
const queries: Readonly<Record<string, string>> = {
  '/api/explain': `?email=${email}`,
  '/api/receipts': '?eventId=1-0',
}

describe.each(eachDatabase)('organizations on $name', ({ create }) => {
  let rolecall: Rolecall
  let mine: Furnished
  let other: Furnished
  let platform: Client
  /** How the other one was seen last. */
  let seen: readonly string[]
  beforeAll(async () => {
    rolecall = await startRolecall(create)
    mine = await furnish(rolecall, 'mine')
    other = await furnish(rolecall, 'other')
    await other.call('PUT', '/api/organization/members/only-there@example.com', { body: { role: 'Member' } })
    await other.call('PUT', '/api/teams/only-there', { body: {} })
    await other.call('PUT', '/api/settings/scim-mapping', {
      body: '# two\n',
      headers: { 'content-type': 'application/yaml' },
    })
    const { key } = await createPlatformKey(rolecall.services, { displayName: 'Product', expiresAt: null }, operator)
    platform = createClient(rolecall.url, key)
    seen = await snapshot(other)
  })
  afterAll(() => rolecall.stop())

  const clientFor = (organization: Furnished, route: AnyRoute) =>
    route.scope === 'scim' ? organization.scim : organization.call

  /** All that an organization's own keys can read; its log has these requests too, and is looked at in its own tests. */
  async function snapshot(organization: Furnished): Promise<readonly string[]> {
    const lists = routes.filter(
      ({ method, path, scope }) =>
        method === 'GET' &&
        scope !== null &&
        // No key of an organization opens those: see server/test/platform-organizations.test.ts.
        scope !== 'platform' &&
        !path.includes(':') &&
        !path.endsWith('/Me') &&
        !path.startsWith('/api/provisioning-log') &&
        // Its export says who has exported it.
        path !== '/api/audit/export',
    )
    const replies = await Promise.all(
      lists.map((route) => clientFor(organization, route)('GET', route.path + (queries[route.path] ?? ''))),
    )
    return replies.map(({ status, text, headers }, index) => {
      expect([lists[index]?.path, status]).toEqual([lists[index]?.path, 200])
      // When a key was last used changes by looking, once a minute.
      const still = text
        .replaceAll(/"lastUsedAt":"[^"]*"/g, '"lastUsedAt":null')
        // A snapshot says when it was made.
        .replace(/("kind":"begin".*"time":)"[^"]*"/, '$1null')
        .replace(/("name":"connection","state":"done","at":)"[^"]*"/, '$1null')
        .replace(/("kind":"begin",[^}]*"time":)"[^"]*"/, '$1null')
      return `${headers.get('etag')} ${still}`
    })
  }

  /** Nothing of the other one is another than it was when this was asked last. */
  async function expectUntouched(): Promise<void> {
    const before = seen
    seen = await snapshot(other)
    expect(seen).toEqual(before)
  }

  /** What everybody may ask is asked by the attacks on access tokens. */
  const namesSomething = routes.filter(
    ({ path, scope }) => scope !== null && scope !== 'platform' && path.includes(':') && !common.includes(path),
  )

  it.each(namesSomething)('$method $path does not reach into another', async (route) => {
    const value = foreign[route.path]
    if (value === undefined) throw new Error(`no example for ${route.path}: say what another organization has there`)
    const path = route.path.replace(/:\w+/, encodeURIComponent(value(other)))
    const body = bodies[`${route.method} ${route.path}`]
    expect(route.body === undefined).toBe(body === undefined)
    // What has no ETag can't match one, be it there or not.
    const hasNoTag = route.headers?.some(({ name }) => name === 'If-None-Match') === true
    const headers = hasNoTag ? {} : { 'if-match': '"never"' }
    const reply: Reply = await clientFor(mine, route)(
      route.method,
      path,
      body === undefined ? { headers } : { body, headers },
    )
    if (route.path === '/api/teams/:id' && route.method === 'PUT') {
      // A team of that id is made in the own organization, and taken away again for the rows to come.
      expect([reply.status, (await mine.call('DELETE', path)).status]).toEqual([201, 204])
    } else {
      // Everything else is not there, before any other check.
      expect(reply.status).toBe(404)
    }
    await expectUntouched()
  })

  const organizationPath = '/api/platform/organizations/:organization'
  const namesWithin = routes.filter(
    ({ path }) => path.startsWith(organizationPath) && path.slice(organizationPath.length).includes(':'),
  )

  it.each(namesWithin)('$method $path of the product does not reach into another', async (route) => {
    // The same routes as an owner has.
    const path = route.path.replace(organizationPath, '/api')
    const value = foreign[path]
    if (value === undefined) throw new Error(`no example for ${path}: say what another organization has there`)
    const body = bodies[`${route.method} ${path}`]
    expect(route.body === undefined).toBe(body === undefined)
    const at = route.path.replace(':organization', mine.id).replace(/:\w+/, encodeURIComponent(value(other)))
    const reply = await platform(route.method, at, body === undefined ? {} : { body })
    expect(reply.status).toBe(404)
    await expectUntouched()
  })

  it('has routes of the product by which something of an organization is named', () => {
    expect(namesWithin.length).toBeGreaterThan(10)
  })

  it('what another has accepted for later can be read there', async () => {
    expect((await other.scim('GET', `/api/scim/v2/AsyncRequests/${other.txn}`)).status).toBe(202)
  })

  it('lists never show another', async () => {
    const text = (await snapshot(mine)).join('\n')
    const words = [
      other.id,
      other.userId,
      other.groupId,
      other.keyId,
      other.clientId,
      other.credentialId,
      other.connectionId,
      other.holdId,
      'group-other',
      'only-there@',
    ]
    expect(words.filter((word) => text.includes(word))).toEqual([])
  })

  it('searches never find another', async () => {
    const filters = [`id eq "${other.userId}"`, 'externalId eq "subject-other"']
    for (const filter of filters) {
      const reply = await mine.scim('GET', `/api/scim/v2/Users?filter=${encodeURIComponent(filter)}`)
      expect(reply.body.totalResults).toBe(0)
    }
    for (const search of ['', '?cursor=', '?sortBy=displayName', `?filter=id%20eq%20"${other.groupId}"`]) {
      const reply = await mine.scim('GET', `/api/scim/v2${search}`)
      const ids = (reply.body.Resources as { id: string }[]).map(({ id }) => id)
      expect(ids).toEqual(search.includes('filter') ? [] : expect.arrayContaining([mine.userId, mine.groupId]))
      expect(ids.filter((id) => id === other.userId || id === other.groupId)).toEqual([])
    }
    const groups = await mine.scim('POST', '/api/scim/v2/Groups/.search', {
      body: { filter: `members.value eq "${other.userId}"` },
    })
    expect(groups.body.totalResults).toBe(0)
  })

  it('the operations of a bulk request do not reach into another', async () => {
    const operations = [
      { method: 'PUT', path: `/Users/${other.userId}`, version: 'W/"9"', data: { userName: email } },
      { method: 'PATCH', path: `/Groups/${other.groupId}`, data: { Operations: [{ op: 'remove', path: 'members' }] } },
      { method: 'PATCH', path: `/Users/${other.userId}`, data: {} },
      { method: 'DELETE', path: `/Groups/${other.groupId}` },
    ]
    const reply = await mine.scim('POST', '/api/scim/v2/Bulk', { body: { Operations: operations } })
    expect((reply.body.Operations as { status: string }[]).map(({ status }) => status)).toEqual(Array(4).fill('404'))
    await expectUntouched()
  })

  it('a person, a group or a team of another is explained as one that nobody has', async () => {
    const statuses = []
    for (const query of [
      'email=only-there@example.com',
      'email=nobody@example.com',
      `email=${email}&addGroup=group-other`,
      `email=${email}&removeGroup=${other.groupId}`,
    ]) {
      statuses.push((await mine.call('GET', `/api/explain?${query}`)).status)
    }
    expect(statuses).toEqual([404, 404, 404, 404])
  })

  it('a member value of another organization gets the same answer as one that nobody has', async () => {
    const answers = []
    for (const value of [other.userId, '0190c2a0-0000-7000-8000-000000000000']) {
      const reply = await mine.scim('POST', '/api/scim/v2/Groups', {
        body: { displayName: 'probe', members: [{ value }] },
      })
      const { members } = reply.body as { members: readonly object[] }
      answers.push([reply.status, JSON.stringify(members).replaceAll(value, 'VALUE')])
    }
    expect(answers[0]).toEqual(answers[1])
  })

  it('a plan of another organization can not be applied', async () => {
    const reply = await mine.call('POST', '/api/settings/scim-mapping/apply', { body: { planId: other.planId } })
    expect(reply.status).toBe(404)
    await expectUntouched()
  })

  it('an event id of another organization only says where to go on in the own log', async () => {
    const feed = await mine.call('GET', '/api/events?lastEventId=999999-0')
    expect([feed.status, feed.body]).toEqual([200, []])
  })
})
