import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { clientOf, type Client } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

const isNew = { 'if-none-match': '*' }
const isThere = { 'if-match': '*' }

describe('what is put by an id that one has chosen', () => {
  let rolecall: RolecallUnderTest
  let owner: Client
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
    owner = clientOf(rolecall, (await rolecall.createOrganization('Acme')).keys.organization)
  })
  afterAll(() => rolecall.stop())

  const kinds = [
    { kind: 'a team', path: '/api/teams/', id: 'sales', first: { name: 'Sales' }, second: { name: 'Verkauf' } },
    {
      kind: 'a member',
      path: '/api/organization/members/',
      id: 'ann@example.com',
      first: { role: 'Member' },
      second: { role: 'Owner' },
    },
  ]

  it.each(kinds)('makes $kind once, and is refused by who comes second (RFC 9110 §13.1.2)', async (one) => {
    const { first, id, path, second } = one
    const replies = await Promise.all([
      owner('PUT', path + id, { body: first, headers: isNew }),
      owner('PUT', path + id, { body: second, headers: isNew }),
    ])
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      path === '/api/teams/' ? 201 : 200,
      412,
    ])
    const refused = replies.findIndex(({ status }) => status === 412)
    expect(replies[refused]?.body).toMatchObject({ status: 412, detail: expect.stringContaining(id) })
    expect((await owner('GET', path + id)).body).toMatchObject(refused === 0 ? second : first)
    // Ids compare without regard to case.
    expect((await owner('PUT', path + id.toUpperCase(), { body: second, headers: isNew })).status).toBe(412)
    expect((await owner('PUT', path + id, { body: second, headers: isThere })).status).toBe(200)
    expect((await owner('GET', path + id)).body).toMatchObject(second)
  })

  it.each(kinds)('does not bring $kind back that has gone meanwhile (RFC 9110 §13.1.1)', async ({ first, path }) => {
    const gone = `${path}gone@example.com`
    const reply = await owner('PUT', gone, { body: first, headers: isThere })
    expect([reply.status, reply.body.detail]).toEqual([412, expect.stringContaining('gone@example.com')])
    expect((await owner('GET', gone)).status).toBe(404)
  })

  it.each(kinds)('takes no ETag for $kind, which has none, and goes on where one is excluded', async (one) => {
    const { id, path, second } = one
    const put = (headers: Readonly<Record<string, string>>) => owner('PUT', path + id, { body: second, headers })
    expect((await put({ 'if-match': '"1"' })).status).toBe(412)
    expect((await put({ ...isThere, ...isNew })).status).toBe(412)
    expect((await put({ 'if-none-match': '"1"' })).status).toBe(200)
  })

  it('holds the team roles against those that were read', async () => {
    const path = '/api/settings/team-roles'
    const { body, headers } = await owner('GET', path)
    const etag = headers.get('etag') ?? ''
    const add = (name: string, tag: string) => {
      const roles = (body['team-roles'] as readonly object[]).concat({ name })
      return owner('PUT', path, { body: { 'team-roles': roles }, headers: { 'if-match': tag } })
    }
    const [first, second] = await Promise.all([add('One', etag), add('Two', etag)])
    expect([first.status, second.status]).toEqual([200, 412])
    const now = await owner('GET', path)
    expect(now.headers.get('etag')).toBe(first.headers.get('etag'))
    expect((now.body['team-roles'] as readonly { name: string }[]).at(-1)).toMatchObject({ name: 'One' })
    expect((await add('Two', now.headers.get('etag') ?? '')).status).toBe(200)
    expect((await add('Three', '*')).status).toBe(200)
    expect((await add('Four', 'nonsense')).status).toBe(412)
  })

  it('takes as many team roles as there may be, each with a description', async () => {
    const roles = Array.from({ length: 1_000 }, (_, index) => ({ name: `Role ${index}`, description: 'd'.repeat(80) }))
    expect((await owner('PUT', '/api/settings/team-roles', { body: { 'team-roles': roles } })).status).toBe(200)
    expect((await owner('PUT', '/api/settings/team-roles', { body: { mode: 'default' } })).status).toBe(200)
  })
})
