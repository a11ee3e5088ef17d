import { createPlatformKey, revokePlatformKey } from '@rolecall/core/platform/platform-keys'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createWatch } from '../src/feed/watch.ts'
import { awaitFeed } from '../src/platform/await-feed.ts'
import { createNoteFeed } from '../src/platform/note-feed.ts'
import { clientOf, type Client, type Reply } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

const operator = { kind: 'cli', requestId: null, keyId: null, operator: 'root' } as const
const job = { kind: 'job', requestId: null, keyId: null } as const
const path = '/api/platform/events'
const organizations = '/api/platform/organizations'

interface Told {
  readonly organization: string
  readonly source: string
  readonly type: string
  readonly id: string
}

describe('the feed over all organizations', () => {
  let rolecall: RolecallUnderTest
  let platform: Client
  let keyId: string
  beforeEach(async () => {
    rolecall = await startRolecallInMemory()
    const { key, record } = await createPlatformKey(rolecall.services, { displayName: 'P', expiresAt: null }, operator)
    platform = clientOf(rolecall, key)
    keyId = record.id
  })
  afterEach(() => rolecall.stop())

  const make = async (id: string) => {
    const scopes = ['scim', 'organization']
    const { body } = await platform('POST', organizations, {
      body: { id, name: id, keys: [{ displayName: 'K', scopes }] },
    })
    const client = clientOf(rolecall, body.keys[0].key as string)
    const add = (name: string) => client('POST', '/api/scim/v2/Users', { body: { userName: `${name}@${id}.com` } })
    return { organizationId: body.organizationId as string, add, client }
  }
  const end = async () => (await platform('GET', `${path}?after=end`)).body.cursor as string
  const told = ({ body }: Reply) => (body.events as Told[]).map(({ organization, type }) => `${organization} ${type}`)
  /** Appends without telling this process, as another one would. */
  const appendElsewhere = (organizationId: string, type: 'TeamDeleted' | 'AuditRead') =>
    rolecall.services.store.write(organizationId, { cause: job, now: rolecall.services.now() }, async (tx) =>
      tx.events.append([{ type, subject: 'teams/x', data: {} }]),
    )

  it('tells what happens anywhere, with the id that the product gave, and goes on from its cursor', async () => {
    const [one, two] = [await make('one'), await make('two')]
    const begin = await end()
    await one.add('ann')
    await two.add('bob')
    await one.add('cid')
    const first = await platform('GET', `${path}?after=${begin}&limit=2`)
    expect(first.body).toMatchObject({ more: true })
    expect(first.body.events[0]).toMatchObject({ source: `/organizations/${one.organizationId}`, organization: 'one' })
    const rest = await platform('GET', `${path}?after=${first.body.cursor}`)
    expect(rest.body).toMatchObject({ more: false })
    const all = [...told(first), ...told(rest)].filter((text) => text.endsWith('MemberProvisioned'))
    expect(all.toSorted()).toEqual(['one MemberProvisioned', 'one MemberProvisioned', 'two MemberProvisioned'])
    const nothing = await platform('GET', `${path}?after=${rest.body.cursor}`)
    expect(nothing.body).toEqual({ cursor: rest.body.cursor, more: false, events: [] })
    const whole = await platform('GET', path)
    expect(told(whole).slice(-3)).toEqual([...told(first), ...told(rest)].slice(-3))
  })

  it('tells in its place that an organization is suspended, and goes on behind', async () => {
    const one = await make('one')
    const begin = await end()
    await platform('PATCH', `${organizations}/one`, { body: { suspended: true } })
    await platform('PATCH', `${organizations}/one`, { body: { suspended: false } })
    await one.add('ann')
    const types = told(await platform('GET', `${path}?after=${begin}`))
    expect(types.slice(0, 3)).toEqual(['one OrganizationSuspended', 'one OrganizationResumed', 'one MemberProvisioned'])
  })

  it('waits for the next event of whichever organization', async () => {
    const [one, two] = [await make('one'), await make('two')]
    await one.add('ann')
    const begin = await end()
    const waiting = platform('GET', `${path}?after=${begin}&wait=30`)
    await two.add('bob')
    expect(told(await waiting)).toContain('two MemberProvisioned')
  })

  it('is told of what another process commits within a look, and not of what only the audit shows', async () => {
    const { organizationId } = await make('one')
    const begin = await end()
    const { store } = rolecall.services
    const services = { store, noteFeed: createNoteFeed(rolecall.services), watch: createWatch(rolecall.services, 1) }
    const position = Number(begin.split('-')[0])
    const after = { position, mark: '', within: null }
    const found = awaitFeed(services, { after, limit: 9 }, AbortSignal.timeout(30_000))
    await appendElsewhere(organizationId, 'AuditRead')
    await appendElsewhere(organizationId, 'TeamDeleted')
    const { events } = await found
    expect(events).toMatchObject([{ event: { type: 'TeamDeleted' } }])
  })

  it('looks at all organizations twice a second at most, and else only at those that it has heard of', async () => {
    const { organizationId, add } = await make('one')
    let now = 0
    const noteFeed = createNoteFeed(rolecall.services, () => now)
    const { platformFeed } = rolecall.services.store
    const look = vi.spyOn(platformFeed, 'listMoved')
    await noteFeed()
    await appendElsewhere(organizationId, 'TeamDeleted')
    await noteFeed()
    expect(await platformFeed.listMoved()).toEqual([organizationId])
    look.mockClear()
    await add('ann')
    await noteFeed()
    expect(look).not.toHaveBeenCalled()
    expect(await platformFeed.listMoved()).toEqual([])
    await appendElsewhere(organizationId, 'TeamDeleted')
    now += 500
    look.mockClear()
    await Promise.all([noteFeed(), noteFeed(), noteFeed()])
    expect(look).toHaveBeenCalledOnce()
    look.mockRestore()
    expect(await platformFeed.listMoved()).toEqual([])
  })

  it('finds by a look what it had heard of when the database failed', async () => {
    const { add } = await make('one')
    const noteFeed = createNoteFeed(rolecall.services, () => 0)
    const { platformFeed } = rolecall.services.store
    await noteFeed()
    await add('ann')
    const failing = vi.spyOn(platformFeed, 'note').mockRejectedValueOnce(new Error('away'))
    await expect(noteFeed()).rejects.toThrow('away')
    failing.mockRestore()
    await noteFeed()
    expect(await platformFeed.listMoved()).toEqual([])
  })

  it('is answered at once when the server stops', async () => {
    await make('one')
    const waiting = platform('GET', `${path}?after=${await end()}&wait=30`)
    await rolecall.server.close()
    expect(await waiting).toMatchObject({ status: 200, body: { events: [] } })
  })

  it('tells nothing to a key that has ended meanwhile', async () => {
    const { add } = await make('one')
    const begin = await end()
    const waiting = platform('GET', `${path}?after=${begin}&wait=30`)
    await revokePlatformKey(rolecall.services, keyId, operator)
    await add('ann')
    expect((await waiting).status).toBe(401)
  })

  it('does not know a cursor of another database, nor one from before it was put back', async () => {
    const { add } = await make('one')
    await add('ann')
    const [, position, mark] = /^(\d+)-([0-9a-f]+)$/.exec(await end()) ?? []
    for (const cursor of [`${position}-${'0'.repeat(16)}`, `${Number(position) + 1}-${mark}`]) {
      const { body, status } = await platform('GET', `${path}?after=${cursor}&wait=30`)
      expect([status, body.code]).toEqual([409, 'CURSOR_UNKNOWN'])
    }
  })

  it.each(['x', '1', '1-x', '-1-0000000000000000', '1-0000000000000000-1', '00', 'END', '1-0000000000000000-1-2-3'])(
    'refuses the cursor %s',
    async (cursor) => {
      const { body, status } = await platform('GET', `${path}?after=${cursor}`)
      expect([status, body.detail]).toEqual([400, 'after must be the cursor of an answer before, or end'])
    },
  )

  it('has nothing, and a cursor to wait from, where there is no organization', async () => {
    expect((await platform('GET', `${path}?after=end`)).body).toEqual({ cursor: '0', more: false, events: [] })
    const waiting = platform('GET', `${path}?after=0&wait=30`)
    await make('one')
    expect(told(await waiting).length).toBeGreaterThan(0)
  })

  it('reads everything of one organization, suspended or not, and what has changed since', async () => {
    const one = await make('one')
    await one.add('ann')
    const two = await make('two')
    await two.add('bob')
    await platform('PATCH', `${organizations}/one`, { body: { suspended: true } })
    const all = await platform('GET', `${organizations}/one/snapshot`)
    expect(all.text).toContain('ann@one.com')
    expect(all.text).not.toContain('bob@two.com')
    await platform('PATCH', `${organizations}/one`, { body: { suspended: false } })
    const lines = (await platform('GET', `${organizations}/one/snapshot`)).text.trim().split('\n')
    const { cursor } = JSON.parse(lines.at(-1) ?? '') as { cursor: string }
    const waiting = platform('GET', `${organizations}/one/snapshot?after=${cursor}&wait=30`)
    await one.add('cid')
    expect((await waiting).text).toContain('cid@one.com')
    expect((await platform('GET', `${organizations}/nobody/snapshot`)).status).toBe(404)
  })
})
