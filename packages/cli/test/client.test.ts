import {
  createClient,
  NotFound,
  Unauthorized,
  type Changes,
  type Client,
  type Content,
  type Sink,
} from '@rolecall/client'
import { createPlatformKey, revokePlatformKey } from '@rolecall/core/platform/platform-keys'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { startTestServerInMemory } from './test-server-in-memory.ts'
import type { Tenant, TestServer } from './test-server.ts'

/** A sink in memory, as a product writes one by hand. */
function createSink(): Sink {
  let cursor: string | null = null
  let held = { roles: new Map(), teams: new Map(), members: new Map() } as {
    roles: Map<string, Content['roles'][number]>
    teams: Map<string, Content['teams'][number]>
    members: Map<string, Content['members'][number]>
  }
  return {
    cursor: async () => cursor,
    async write({ complete, cursor: next, gone, members, roles, teams }: Changes, expected) {
      if (cursor !== expected) return false
      if (complete) held = { roles: new Map(), teams: new Map(), members: new Map() }
      for (const id of gone.members) held.members.delete(id)
      for (const id of gone.teams) held.teams.delete(id)
      for (const one of roles) held.roles.set(`${one.scope} ${one.name}`, one)
      for (const one of teams) held.teams.set(one.id, one)
      for (const one of members) held.members.set(one.userId, one)
      cursor = next
      return true
    },
    read: async () => ({
      cursor,
      roles: [...held.roles.values()],
      teams: [...held.teams.values()],
      members: [...held.members.values()],
    }),
  }
}

describe('the client, against a server', () => {
  let server: TestServer
  let tenant: Tenant
  let client: Client
  const end = new AbortController()
  beforeEach(async () => {
    server = await startTestServerInMemory()
    tenant = await server.createTenant()
    client = createClient({ url: `${server.url}/`, key: tenant.ownerKey, fetch: server.fetch, retry: { attempts: 1 } })
  })
  afterEach(() => server.close())

  const add = async (name: string) => {
    const { body } = await tenant.provider('POST', '/Users', { userName: `${name}@example.com` })
    return (body as { id: string }).id
  }

  it('calls by path, typed, and throws what is no answer', async () => {
    await add('ann')
    const path = { email: 'ann@example.com' }
    const { data } = await client.api.GET('/api/organization/members/{email}', { params: { path } })
    expect(data.emailAddress satisfies string).toBe('ann@example.com')
    const { data: made, response } = await client.api.PUT('/api/teams/{id}', {
      params: { path: { id: 'sales' } },
      body: {},
    })
    expect([made.id, response.status]).toEqual(['sales', 201])
    // @ts-expect-error there is no such path
    await expect(client.api.GET('/api/nothing')).rejects.toThrow(NotFound)
    const missing = client.api.GET('/api/teams/{id}', { params: { path: { id: 'none' } } })
    await expect(missing).rejects.toMatchObject({
      name: 'NotFound',
      status: 404,
      detail: expect.stringContaining('none'),
    })
    const stranger = createClient({ url: server.url, key: 'rc_none', fetch: server.fetch })
    await expect(stranger.api.GET('/api/overview')).rejects.toThrow(Unauthorized)
  })

  it('follows what a provider and an owner do, and both sides are equal by their digests', async () => {
    const sink = createSink()
    const ended = new AbortController()
    const following = client.follow({ sink, signal: ended.signal })
    const bob = await add('bob')
    await add('ann')
    const members = [{ emailAddress: 'ann@example.com', role: 'Editor' }]
    await tenant.owner('PUT', '/api/teams/Design', { members })
    await tenant.provider('DELETE', `/Users/${bob}`)
    await vi.waitFor(async () => {
      const { members: found } = await sink.read()
      expect(found.map(({ emailAddress, teams }) => [emailAddress, teams.length])).toEqual([['ann@example.com', 1]])
    })
    ended.abort()
    // What waits in this process has its answer by a change.
    await add('cid')
    await following
    expect(await client.drift(sink)).toMatchObject({ equal: true })
    await tenant.putMapping('defaults: { organizationRole: Member }')
    await tenant.owner('PUT', '/api/settings/team-roles', { 'team-roles': [{ name: 'Editor' }, { name: 'Owner' }] })
    expect(await client.drift(sink)).toMatchObject({ equal: true })
    expect(await client.catchUp(sink)).toBeNull()
  })

  it('finds a row that somebody has changed by hand, and mends it', async () => {
    const sink = createSink()
    await add('ann')
    await client.catchUp(sink)
    const { members, ...state } = await sink.read()
    const forged = members.map((member) => ({ ...member, role: 'Owner' }))
    await sink.write(
      { ...state, members: forged, complete: true, gone: { teams: [], members: [] } } as unknown as Changes,
      state.cursor,
    )
    expect(await client.drift(sink)).toMatchObject({ equal: false })
    expect(await client.drift(sink, { mend: true })).toMatchObject({ equal: true, mended: true })
    expect(await client.drift(sink)).toMatchObject({ equal: true })
  })

  it('is over when the key is revoked, be it in the middle of a wait; the sink stays as it is', async () => {
    const { body } = await tenant.owner('POST', '/api/api-keys', { displayName: 'x', scopes: ['organization_read'] })
    const { id, key } = body as { id: string; key: string }
    const sink = createSink()
    const reader = createClient({ url: server.url, key, fetch: server.fetch })
    await add('ann')
    const following = reader.follow({ sink, signal: end.signal })
    await vi.waitFor(async () => expect((await sink.read()).members).toHaveLength(1))
    const over = following.catch((error: unknown) => error)
    await tenant.owner('DELETE', `/api/api-keys/${id}`)
    expect(await over).toBeInstanceOf(Unauthorized)
    expect((await sink.read()).members).toHaveLength(1)
  })

  it('replaces all where the organization is another one, made anew', async () => {
    const sink = createSink()
    await add('ann')
    await client.catchUp(sink)
    const other = await server.createTenant()
    await other.provider('POST', '/Users', { userName: 'bob@example.com' })
    const anew = createClient({ url: server.url, key: other.ownerKey, fetch: server.fetch })
    expect(await anew.catchUp(sink)).toMatchObject({ complete: true, organizationId: other.organizationId })
    expect((await sink.read()).members).toMatchObject([{ emailAddress: 'bob@example.com' }])
    expect(await anew.drift(sink)).toMatchObject({ equal: true })
  })

  describe('with a platform key', () => {
    const operator = { kind: 'cli', requestId: null, keyId: null, operator: 'root' } as const
    let platform: Client
    let keyId: string
    let platformKey: string
    let sinks: Map<string, Sink>
    let asked: string[]
    beforeEach(async () => {
      const asks = { displayName: 'P', expiresAt: null }
      const { key, record } = await createPlatformKey(server.services, asks, operator)
      keyId = record.id
      platformKey = key
      sinks = new Map()
      asked = []
      const fetch = (request: Request) => {
        asked.push(request.url)
        return server.fetch(request)
      }
      platform = createClient({ url: server.url, key, fetch, retry: { attempts: 1 } })
    })

    const sinkOf = (organization: string) => {
      const organizations = async () => [...sinks.keys()].filter((id) => id !== '')
      const sink = sinks.get(organization) ?? { ...createSink(), organizations }
      sinks.set(organization, sink)
      return sink
    }
    const create = async (id: string) => {
      const keys = [{ displayName: 'Provider', scopes: ['scim' as const] }]
      const { data } = await platform.api.POST('/api/platform/organizations', { body: { id, name: id, keys } })
      const key = 'keys' in data ? (data.keys?.[0]?.key ?? '') : ''
      return (name: string) =>
        server.fetch(
          new Request(`${server.url}/api/scim/v2/Users`, {
            method: 'POST',
            headers: { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' },
            body: JSON.stringify({ userName: `${name}@${id}.com` }),
          }),
        )
    }
    const members = async (organization: string) =>
      (await sinkOf(organization).read()).members.map(({ emailAddress }) => emailAddress).toSorted()

    it('follows all organizations, those that come later too, each into rows of its own', async () => {
      const one = await create('one')
      await one('ann')
      const ended = new AbortController()
      const told: string[] = []
      const onChange = (organization: string) => void told.push(organization)
      const following = platform.followAll({ sinkOf, onChange, signal: ended.signal })
      await vi.waitFor(async () => expect(await members('one')).toEqual(['ann@one.com']))
      const two = await create('two')
      await two('bob')
      await one('cid')
      await vi.waitFor(async () => {
        expect(await members('one')).toEqual(['ann@one.com', 'cid@one.com'])
        expect(await members('two')).toEqual(['bob@two.com'])
      })
      ended.abort()
      await one('dan')
      await following
      expect(new Set(told)).toEqual(new Set([tenant.organizationId, 'one', 'two']))
      expect(await platform.drift(sinkOf('two'), { organization: 'two' })).toMatchObject({ equal: true })
      await one('eve')
      expect(await platform.catchUp(sinkOf('one'), { organization: 'one' })).toMatchObject({ complete: false })
    })

    it('goes on after a crash where it was, and asks only those that have changed', async () => {
      const [one, two] = [await create('one'), await create('two')]
      await one('ann')
      await two('bob')
      const follow = async (until: () => Promise<void>) => {
        const ended = new AbortController()
        const following = platform.followAll({ sinkOf, signal: ended.signal })
        await vi.waitFor(until)
        ended.abort()
        // What waits in this process has its answer by a change.
        await two(`more-${asked.length}`)
        await following
      }
      await follow(async () => expect(await sinkOf('').cursor()).not.toBeNull())
      await two('cid')
      asked = []
      await follow(async () => expect(await members('two')).toContain('cid@two.com'))
      expect(asked.filter((url) => url.includes('/one'))).toEqual([])
      expect(asked.filter((url) => url.includes('/organizations?'))).toEqual([])
    })

    it('comes to the same in the end, whichever call fails, is cut, or was done without being told, and whoever ends when', async () => {
      const numbers = fc.sample(fc.noBias(fc.nat(99)), { numRuns: 2_000, seed: 17 })
      let [place, percent] = [0, 10]
      const fails = () => (numbers[place++ % numbers.length] ?? 0) < percent
      const cut = createClient({
        url: server.url,
        key: platformKey,
        async fetch(request: Request) {
          if (fails()) throw new TypeError('no connection')
          const answer = await server.fetch(request)
          const text = await answer.text()
          const rest = answer.ok && fails() ? text.slice(0, text.length / 2) : text
          return new Response(rest, { status: answer.status, headers: answer.headers })
        },
      })
      const unsure = (organization: string): Sink => ({
        ...sinkOf(organization),
        async write(changes, expected) {
          if (fails()) throw new Error('the database is away')
          const written = await sinkOf(organization).write(changes, expected)
          if (fails()) throw new Error('the process has ended behind the commit')
          return written
        },
      })
      const ids = ['o0', 'o1', 'o2']
      const adders = [await create('o0'), await create('o1'), await create('o2')]
      for (let round = 0; round < 8; round++) {
        const ended = new AbortController()
        const following = cut.followAll({ sinkOf: unsure, signal: ended.signal })
        await adders[round % 3]?.(`ann${round}`)
        await vi.waitFor(async () => expect(await sinkOf('').cursor()).not.toBeNull(), { timeout: 10_000 })
        ended.abort()
        await adders[(round + 1) % 3]?.(`bob${round}`)
        await following
      }
      percent = 0
      const ended = new AbortController()
      const following = cut.followAll({ sinkOf: unsure, signal: ended.signal })
      const counts = () => Promise.all(ids.map(async (id) => (await members(id)).length))
      await vi.waitFor(async () => expect((await counts()).reduce((sum, count) => sum + count, 0)).toBe(16))
      ended.abort()
      await adders[0]?.('last')
      await following
      for (const id of ids)
        expect(await platform.drift(sinkOf(id), { organization: id })).toMatchObject({ equal: true })
    }, 30_000)

    it('reads all anew where the feed does not know its cursor', async () => {
      const one = await create('one')
      await one('ann')
      await platform.catchUp(sinkOf('one'), { organization: 'one' })
      // One that was made after the state to which the database was put back.
      const kept = await sinkOf('one').read()
      const left = { ...kept, complete: true, gone: { teams: [], members: [] }, cursor: '7-0' }
      await sinkOf('lost').write(left as unknown as Changes, null)
      const nothing = { roles: [], teams: [], members: [], gone: { teams: [], members: [] }, digest: undefined }
      const place = { organizationId: '', revision: 0, complete: false, cursor: '9-0123456789abcdef' }
      await sinkOf('').write({ ...nothing, ...place }, null)
      await one('bob')
      const ended = new AbortController()
      const following = platform.followAll({ sinkOf, signal: ended.signal })
      await vi.waitFor(async () => expect(await members('one')).toEqual(['ann@one.com', 'bob@one.com']))
      await vi.waitFor(async () => expect(await members('lost')).toEqual([]))
      ended.abort()
      await one('cid')
      await following
    })

    it('takes away the rows of one that was deleted, and those of a new one of its name come after', async () => {
      const one = await create('one')
      await one('ann')
      const ended = new AbortController()
      const told: number[] = []
      const onChange = (organization: string, changes: Changes) =>
        void (organization === 'one' && told.push(changes.members.length))
      const following = platform.followAll({ sinkOf, onChange, signal: ended.signal })
      await vi.waitFor(async () => expect(await members('one')).toEqual(['ann@one.com']))
      const params = { path: { organization: 'one' } }
      await platform.api.PATCH('/api/platform/organizations/{organization}', { params, body: { suspended: true } })
      const exported = await platform.api.GET('/api/platform/organizations/{organization}/export', {
        params,
        parseAs: 'text',
      })
      const { digest } = JSON.parse((exported.data as string).trim().split('\n').at(-1) ?? '') as { digest: string }
      const query = { digest }
      await platform.api.DELETE('/api/platform/organizations/{organization}', { params: { ...params, query } })
      await vi.waitFor(async () => expect(await members('one')).toEqual([]))
      await vi.waitFor(() => expect(told.at(-1)).toBe(0))
      const again = await create('one')
      await again('bob')
      await vi.waitFor(async () => expect(await members('one')).toEqual(['bob@one.com']))
      ended.abort()
      await again('cid')
      await following
    })

    it('is over when the key is revoked', async () => {
      await create('one')
      const following = platform.followAll({ sinkOf, signal: end.signal })
      const over = following.catch((error: unknown) => error)
      await vi.waitFor(async () => expect(await sinkOf('').cursor()).not.toBeNull())
      await revokePlatformKey(server.services, keyId, operator)
      await tenant.provider('POST', '/Users', { userName: 'bob@example.com' })
      expect(await over).toBeInstanceOf(Unauthorized)
    })
  })
})
