import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { request, type IncomingMessage, type ServerResponse } from 'node:http'

import type { Store, StoreReader } from '@rolecall/core/store'
import { openStore, type StoreOptions } from '@rolecall/store/open-store'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { createClient, type Client } from './client.ts'
import { startRolecall, type Rolecall, type TestOrganization } from './rolecall.ts'

const scim = '/api/scim/v2'
const strangers = Array.from({ length: 3_500 }, (_, index) => ({ value: `nobody-${String(index).padStart(5, '0')}` }))
const values = strangers.map(({ value }) => value)

interface Shown {
  readonly id: string
  readonly members?: readonly { readonly value: string }[]
  readonly meta: { readonly version: string }
}

describe.each(eachDatabase)('a group with thousands of members, on $name', ({ create, name }) => {
  let rolecall: Rolecall
  let organization: TestOrganization
  let provider: Client
  let group = ''
  let user = ''
  /** Called before a part of members is read, with its number from 1. */
  let beforePart: (part: number) => Promise<void> = async () => {}
  let parts = 0
  let snapshots = 0
  /** The statements that were run, those of the writer and of whoever reads. */
  let ran: string[] = []

  beforeAll(async () => {
    rolecall = await startRolecall(create, undefined, [], openWatched)
    organization = await rolecall.createOrganization('Acme')
    provider = createClient(rolecall.url, organization.keys.scim)
    user = (await provider('POST', `${scim}/Users`, { body: { userName: 'ann@example.com', displayName: 'Ann' } })).body
      .id
    const everybody = { displayName: 'everybody', members: [{ value: user }, ...strangers] }
    group = (await provider('POST', `${scim}/Groups?attributes=id`, { body: everybody })).body.id
    await provider('POST', `${scim}/Groups`, { body: { displayName: 'few', members: [{ value: user }] } })
  })
  afterAll(() => rolecall.stop())
  beforeEach(() => {
    beforePart = async () => {}
    parts = 0
    ran = []
  })

  async function openWatched(options: StoreOptions): Promise<Store> {
    const onTrip = (texts: readonly string[]) => void ran.push(...texts)
    const store = await openStore({ ...options, onTrip })
    return {
      ...store,
      async snapshot(organizationId, work) {
        snapshots += 1
        try {
          return await store.snapshot(organizationId, (reader) => work(watched(reader)))
        } finally {
          snapshots -= 1
        }
      },
    }
  }

  function watched(reader: StoreReader): StoreReader {
    const { members } = reader
    const nextPart = () => beforePart((parts += 1))
    const watchedMembers: typeof members = {
      ...members,
      async listAfter(...asked) {
        await nextPart()
        return members.listAfter(...asked)
      },
      async writeAfter(...asked) {
        await nextPart()
        return members.writeAfter(...asked)
      },
    }
    return Object.create(reader, { members: { value: watchedMembers } }) as StoreReader
  }

  const all = () => [user, ...values].toSorted()
  const shown = ({ members = [] }: Shown) => members.map(({ value }) => value).toSorted()
  const find = (found: { readonly Resources: readonly Shown[] }) =>
    found.Resources.find(({ id }) => id === group) as Shown

  it('is shown whole, with its version', async () => {
    const { body, headers } = await provider('GET', `${scim}/Groups/${group}`)
    expect(shown(body)).toEqual(all())
    expect(body).toMatchObject({ displayName: 'everybody', meta: { version: headers.get('etag') } })
    expect(headers.get('content-type')).toContain('application/scim+json')
    expect(body.members.find(({ value }: { readonly value: string }) => value === user)).toEqual({
      value: user,
      $ref: `${rolecall.url}${scim}/Users/${user}`,
      display: 'Ann',
      type: 'User',
    })
    expect(parts).toBe(4)
  })

  it('is shown as far as is asked for', async () => {
    const shownValues = await provider('GET', `${scim}/Groups/${group}?attributes=members.value`)
    expect(Object.keys(shownValues.body).toSorted()).toEqual(['id', 'members', 'schemas'])
    expect(shownValues.body.members).toHaveLength(3_501)
    expect(shownValues.body.members.every((member: object) => Object.keys(member).join() === 'value')).toBe(true)
    parts = 0
    const without = await provider('GET', `${scim}/Groups/${group}?excludedAttributes=members`)
    expect(without.body.displayName).toBe('everybody')
    expect(without.body).not.toHaveProperty('members')
    const etag = without.headers.get('etag') ?? ''
    expect(await provider('GET', `${scim}/Groups/${group}`, { headers: { 'if-none-match': etag } })).toMatchObject({
      status: 304,
      text: '',
    })
    expect(await provider('HEAD', `${scim}/Groups/${group}`)).toMatchObject({ status: 200, text: '' })
    expect(parts).toBe(0)
  })

  it.each([
    ['GET', '/Groups', undefined],
    ['GET', '/Groups?cursor=', undefined],
    ['GET', '/?count=10', undefined],
    ['POST', '/Groups/.search', { filter: `members.value eq "${values[7]}"` }],
    ['POST', '/.search', { count: 10 }],
  ])('is shown in a list: %s %s', async (method, path, body) => {
    const found = await provider(method, scim + path, body === undefined ? {} : { body })
    expect(shown(find(found.body))).toEqual(all())
    expect(found.body.Resources).toHaveLength(found.body.totalResults)
  })

  it('is shown as it was at one time, whatever is written meanwhile', async () => {
    const before = await provider('GET', `${scim}/Groups/${group}?attributes=meta`)
    parts = 0
    beforePart = async (part) => {
      if (part !== 2) return
      const operations = [
        { op: 'remove', path: 'members', value: strangers.slice(-500) },
        { op: 'add', path: 'members', value: [{ value: 'zz' }] },
      ]
      expect((await provider('PATCH', `${scim}/Groups/${group}`, { body: { Operations: operations } })).status).toBe(
        204,
      )
    }
    const { body, headers } = await provider('GET', `${scim}/Groups/${group}`)
    expect(shown(body)).toEqual(all())
    expect(body.meta.version).toBe(before.body.meta.version)
    expect(headers.get('etag')).toBe(before.body.meta.version)
    const back = { displayName: 'everybody', members: [{ value: user }, ...strangers] }
    expect((await provider('PUT', `${scim}/Groups/${group}?attributes=id`, { body: back })).status).toBe(200)
  })

  it('is broken off where a part can not be read, and never looks whole', async () => {
    beforePart = async (part) => {
      if (part === 3) throw new Error('the disk is gone')
    }
    const answer = await ask()
    expect(answer.statusCode).toBe(200)
    await expect(read(answer)).rejects.toThrow('aborted')
    await vi.waitFor(() => {
      const line = rolecall.logged.find(({ level, msg }) => level === 50 && msg === 'request failed')
      expect(line?.['error']).toMatchObject({ message: 'the disk is gone' })
      expect(rolecall.logged.at(-1)).toMatchObject({ msg: 'request', status: 500 })
    })
    beforePart = async () => {}
    expect((await provider('GET', `${scim}/Groups/${group}`)).body.members).toHaveLength(3_501)
  })

  it('is read no further for a client that has gone, and holds no connection then', async () => {
    let leave = (): void => {}
    const left = new Promise<void>((resolve) => (leave = resolve))
    beforePart = async (part) => {
      if (part === 2) await left
    }
    const atServer = nextResponse()
    const answer = await ask()
    const noticed = once(await atServer, 'close')
    answer.destroy()
    await noticed
    leave()
    await vi.waitFor(() => {
      expect(rolecall.logged.at(-1)).toMatchObject({ msg: 'request', status: 499 })
      expect(snapshots).toBe(0)
    })
    expect(parts).toBeLessThan(4)
  })

  it('has others answered while clients do not read it', async () => {
    const slow = await Promise.all(Array.from({ length: 6 }, ask))
    expect((await provider('GET', `${scim}/Users/${user}`)).status).toBe(200)
    for (const answer of slow) expect(JSON.parse(await read(answer)).members).toHaveLength(3_501)
  })

  it('lets the same organization write while many read it, beside another organization', async () => {
    const other = createClient(rolecall.url, (await rolecall.createOrganization('Other')).keys.scim)
    let write = (): void => {}
    const written = new Promise<void>((resolve) => (write = resolve))
    const reading = new Promise<void>((resolve) => {
      beforePart = async () => {
        resolve()
        await written
      }
    })
    const reads = Array.from({ length: 6 }, () => provider('GET', `${scim}/Groups/${group}`))
    await reading
    const ofOther = () => other('GET', `${scim}/Users`)
    await ofOther()
    const there = { is: true }
    const others = (async () => {
      while (there.is) await ofOther()
    })()
    const { status } = await provider('POST', `${scim}/Users`, { body: { userName: 'ben@example.com' } })
    there.is = false
    await others
    write()
    expect(status).toBe(201)
    for (const { body } of await Promise.all(reads)) expect(body.members).toHaveLength(3_501)
  })

  it.runIf(name === 'SQLite')(
    'is changed and deleted by a writer that only writes: for it all others wait',
    async () => {
      const some = strangers.slice(0, 2_600)
      const many = { displayName: 'many', externalId: 'many', members: some }
      const path = `${scim}/Groups/${(await provider('POST', `${scim}/Groups?attributes=id`, { body: many })).body.id}`
      const changes = [
        () => provider('PUT', `${path}?attributes=id`, { body: { ...many, members: some.slice(700) } }),
        () => provider('PUT', `${path}?attributes=id`, { body: many }),
        () => provider('DELETE', path),
      ]
      for (const change of changes) {
        ran = []
        expect((await change()).status).toBeLessThan(300)
        const begin = ran.findLastIndex((sql) => sql.includes('SET revision = CASE'))
        const held = ran.slice(begin, ran.indexOf('COMMIT', begin))
        expect(held.some((sql) => sql.includes('INTO events'))).toBe(true)
        expect(held.filter((sql) => /^\s*(SELECT|WITH)\b/.test(sql))).toEqual([])
      }
      expect((await provider('GET', path)).status).toBe(404)
    },
  )

  /** A GET of the group, of whose answer nothing is read but its head. */
  async function ask(): Promise<IncomingMessage> {
    const headers = { authorization: `Bearer ${organization.keys.scim}` }
    const sent = request(`${rolecall.url}${scim}/Groups/${group}`, { headers, agent: false }).end()
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    return answer
  }
})

async function read(answer: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of answer.setEncoding('utf8')) text += String(chunk)
  return text
}

/** What the server writes to the next request: its end is there what is noticed of a client that has gone. */
function nextResponse(): Promise<ServerResponse> {
  const channel = 'http.server.request.start'
  return new Promise((resolve) => {
    const note = (message: unknown): void => {
      unsubscribe(channel, note)
      resolve((message as { readonly response: ServerResponse }).response)
    }
    subscribe(channel, note)
  })
}
