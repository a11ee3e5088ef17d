import { definePlugin, type Plugin } from '@rolecall/core/plugin/plugin'
import type { DirectoryReader } from '@rolecall/core/plugin/directory-reader'
import type { PanelContent } from '@rolecall/core/plugin/panel-content'
import type { Json } from '@rolecall/core/scim/resource/resource-data'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createRoutes } from '../src/routes.ts'
import { createMetrics } from '../src/system/metrics.ts'
import { createClient, type Client } from './client.ts'
import { startRolecall, type Rolecall, type TestOrganization } from './rolecall.ts'

const notice = (text: string): PanelContent => ({ parts: [{ kind: 'notice', tone: 'info', text }] })

/** Everything that a reader can be asked, in the words of the other organization. */
async function readAll(reader: DirectoryReader, userId: string): Promise<Json> {
  const page = { after: null, limit: 1_000 }
  return JSON.parse(
    JSON.stringify({
      user: (await reader.findUser(userId)) ?? null,
      byName: (await reader.findUserByUserName('only-there@example.com')) ?? null,
      byExternalId: await reader.findUsersByExternalId('subject-only-there'),
      groups: await reader.listGroupsOf(userId),
      users: await reader.listUsers(page),
      newest: await reader.listNewestUsers(1_000),
      assigned: await reader.listAssigned('finding', page),
      assignedTo: await reader.listAssignedTo(userId, 'finding'),
      counted: await reader.countAssigned('finding'),
      section: (await reader.readSection('scimGroupMappings')) ?? null,
    }),
  ) as Json
}

const shows: Plugin = definePlugin({
  name: 'shows',
  apiVersion: 1,
  config: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
  setup: () => ({
    panels: [
      {
        name: 'people',
        title: 'People',
        summary: 'Everybody.',
        place: 'page',
        async read({ page, reader }) {
          const users = await reader.listUsers(page)
          return {
            parts: [
              { kind: 'table', title: 'T', columns: [{ title: 'P' }], rows: users.map(({ userName }) => [userName]) },
            ],
            next: users.length < page.limit ? null : (users.at(-1)?.id ?? null),
          }
        },
      },
      {
        name: 'of-person',
        title: 'Of a person',
        summary: 'What this is.',
        place: 'person',
        read: ({ user }) => notice(`${user.userName} ${user.externalId}`),
      },
      {
        name: 'broken',
        title: 'Broken',
        summary: 'Fails.',
        place: 'page',
        read: () => Promise.reject(new Error('the secret of the plugin')),
      },
    ],
    routes: [
      {
        method: 'GET',
        path: '/all/:id',
        summary: 'Read everything.',
        scope: 'organization_read',
        query: [{ name: 'word', description: 'Comes back.' }],
        handle: async ({ organizationId, parameter, query, reader }) => ({
          status: 200,
          body: { organizationId, parameter, query: { ...query }, read: await readAll(reader, parameter) },
        }),
      },
      {
        method: 'POST',
        path: '/',
        summary: 'Answer the body.',
        scope: 'organization',
        body: {
          check: {
            '~standard': {
              version: 1,
              vendor: 'test',
              validate: (value) =>
                Array.isArray(value) ? { value } : { issues: [{ message: 'expected a list', path: ['x'] }] },
            },
          },
          schema: { type: 'array' },
        },
        answer: { description: 'The body', schema: { type: 'array' } },
        handle: ({ body }) => ({ status: 200, body: body as Json }),
      },
      {
        method: 'DELETE',
        path: '/refused',
        summary: 'Refuse.',
        scope: 'organization',
        handle: () => ({ status: 409, detail: 'Not now.', issues: [{ path: 'x', message: 'y' }] }),
      },
    ],
  }),
})

describe.each(eachDatabase)('panels and routes of plugins on $name', ({ create }) => {
  let rolecall: Rolecall
  let mine: TestOrganization
  let other: TestOrganization
  let call: Client
  let reads: Client
  let provider: Client
  let otherId: string
  beforeAll(async () => {
    rolecall = await startRolecall(create, undefined, [shows])
    mine = await rolecall.createOrganization('mine')
    other = await rolecall.createOrganization('other')
    const routes = createRoutes(rolecall.services, createMetrics())
    const clientOf = (key: string) => createClient(rolecall.url, key, routes)
    call = clientOf(mine.keys.organization)
    reads = clientOf(mine.keys.organization_read)
    provider = clientOf(mine.keys.scim)
    for (const userName of ['ann@example.com', 'bob', 'cy@example.com']) {
      await provider('POST', '/api/scim/v2/Users', {
        body: { userName, externalId: `subject-${userName}`, active: true },
      })
    }
    const body = { userName: 'only-there@example.com', externalId: 'subject-only-there', active: true }
    otherId = (await clientOf(other.keys.scim)('POST', '/api/scim/v2/Users', { body })).body.id
    await clientOf(other.keys.organization)('PUT', '/api/settings/scim-mapping', {
      body: 'scimGroupMappings:\n  - { scimGroup: group-only-there, type: organizationOwner }\n',
      headers: { 'content-type': 'application/yaml' },
    })
  })
  afterAll(() => rolecall?.stop())

  it('are listed and described', async () => {
    const { body } = await reads('GET', '/api/panels')
    expect(body).toEqual([
      {
        plugin: 'entra',
        name: 'attribute-mapping',
        title: 'Attribute mapping of Entra',
        summary: expect.stringContaining('attribute mapping'),
        place: 'page',
      },
      { plugin: 'shows', name: 'people', title: 'People', summary: 'Everybody.', place: 'page' },
      { plugin: 'shows', name: 'of-person', title: 'Of a person', summary: 'What this is.', place: 'person' },
      { plugin: 'shows', name: 'broken', title: 'Broken', summary: 'Fails.', place: 'page' },
    ])
    const { paths } = (await reads('GET', '/api/openapi.json')).body
    expect(paths['/api/panels/shows/people'].get.parameters.map(({ name }: { name: string }) => name)).toEqual([
      'limit',
      'after',
    ])
    expect(paths['/plugins/shows'].post).toMatchObject({
      tags: ['Plugins'],
      security: [{ bearer: ['organization'] }, { apiKey: ['organization'] }],
      requestBody: { content: { 'application/json': { schema: { type: 'array' } } } },
      responses: { 200: { description: 'The body', content: { 'application/json': { schema: { type: 'array' } } } } },
    })
    expect(paths['/plugins/shows/all/{id}'].get.parameters).toMatchObject([
      { name: 'id', in: 'path' },
      { name: 'word', in: 'query' },
    ])
  })

  it('are for keys with their scope alone', async () => {
    const statuses = async (client: Client) => [
      (await client('GET', '/api/panels')).status,
      (await client('GET', '/api/panels/shows/people')).status,
      (await client('GET', '/plugins/shows/all/x')).status,
      (await client('POST', '/plugins/shows', { body: [] })).status,
    ]
    expect(await statuses(call)).toEqual([200, 200, 200, 200])
    expect(await statuses(reads)).toEqual([200, 200, 200, 403])
    expect(await statuses(provider)).toEqual([403, 403, 403, 403])
    expect(await statuses(createClient(rolecall.url, null))).toEqual([401, 401, 401, 401])
  })

  it('a panel is read page by page, by the Link header', async () => {
    const names: string[] = []
    let path: string | undefined = '/api/panels/shows/people?limit=2'
    for (let pages = 0; path !== undefined && pages < 5; pages += 1) {
      const reply = await reads('GET', path)
      expect(reply.body).toMatchObject({ plugin: 'shows', name: 'people', title: 'People' })
      names.push(...reply.body.parts[0].rows.flat())
      path = /<[^>]*?(\/api[^>]+)>; rel="next"/.exec(reply.headers.get('link') ?? '')?.[1]
    }
    expect(names).toEqual(['ann@example.com', 'bob', 'cy@example.com'])
  })

  it('a panel of a person is about a member of this organization', async () => {
    const ask = (query: string) => reads('GET', `/api/panels/shows/of-person${query}`)
    expect((await ask('?email=Ann@Example.com')).body.parts).toEqual(
      notice('ann@example.com subject-ann@example.com').parts,
    )
    const statuses = []
    for (const query of ['', '?email=nobody@example.com', '?email=only-there@example.com', '?email=%00'])
      statuses.push((await ask(query)).status)
    expect(statuses).toEqual([400, 404, 404, 400])
  })

  it('a plugin that fails is named, its error is for the log alone, and the server goes on', async () => {
    const { status, body, text } = await reads('GET', '/api/panels/shows/broken')
    expect({ status, body }).toMatchObject({
      status: 500,
      body: { code: 'PLUGIN_FAILED', title: 'Internal Server Error' },
    })
    expect(body.detail).toMatch(/^The plugin shows failed to answer \(panel broken\); the server's log has it under /)
    expect(text).not.toContain('secret of the plugin')
    expect(JSON.stringify(rolecall.logged)).toContain('plugin shows, panel broken: the secret of the plugin')
    expect((await reads('GET', '/api/panels/shows/people')).status).toBe(200)
  })

  it('a route gets the open part, the query that it names and the body, and a refusal is a problem', async () => {
    const { body } = await reads('GET', '/plugins/shows/all/a%20b?word=x&other=y')
    expect(body).toMatchObject({ organizationId: mine.id, parameter: 'a b', query: { word: 'x' } })
    expect(body.query).toEqual({ word: 'x' })
    expect((await call('POST', '/plugins/shows', { body: [1, { a: null }] })).body).toEqual([1, { a: null }])
    const wrong = await call('POST', '/plugins/shows', { body: { x: 1 } })
    expect(wrong).toMatchObject({ status: 422, body: { issues: [{ path: 'x', message: 'expected a list' }] } })
    expect((await call('POST', '/plugins/shows', { body: '{' })).status).toBe(400)
    const refused = await call('DELETE', '/plugins/shows/refused')
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    expect(refused).toMatchObject({
      status: 409,
      body: { title: 'Conflict', detail: 'Not now.', issues: [{ path: 'x', message: 'y' }] },
    })
    expect((await call('PUT', '/plugins/shows/refused')).status).toBe(405)
    expect((await call('GET', '/plugins/nowhere')).status).toBe(404)
  })

  it('nothing that a plugin reads is of another organization', async () => {
    const { body, text } = await reads('GET', `/plugins/shows/all/${otherId}`)
    expect(body.read.users).toHaveLength(3)
    expect(body.read).toMatchObject({ newest: [{}, {}, {}], assigned: [{ user: { userName: 'bob' } }] })
    expect(body.read.counted).toMatchObject([{ value: { code: 'user-name-not-email' }, count: 1 }])
    expect(body.read).toMatchObject({ user: null, byName: null, byExternalId: [], groups: [], assignedTo: [] })
    expect(text).not.toContain('only-there')
    const panel = await reads('GET', '/api/panels/entra/attribute-mapping')
    expect(panel.text).not.toContain('only-there')
    expect(panel.text).toContain('bob')
  })
})
