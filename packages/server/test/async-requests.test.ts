import { toSealingKey } from '@rolecall/core/access/seal'
import { createCallFaults } from '@rolecall/testkit/faults/call-faults'
import { failingStore } from '@rolecall/testkit/faults/failing-store'
import { createMemoryDatabase, type MemoryDatabase } from '@rolecall/testkit/memory-store/memory-database'
import { testAsyncRequest } from '@rolecall/testkit/store-contract/test-records'
import { testScope } from '@rolecall/testkit/store-contract/test-organization'
import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { carryOutNext } from '@rolecall/core/async/carry-out-next'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { StoreError } from '@rolecall/core/store-error'
import { toScimError } from '../src/error/to-error-answer.ts'
import { clientOf, type Client, type Reply } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'
import { startServerInProcess, type RunningServer } from './running-server.ts'

const asyncresp = 'urn:ietf:params:scim:event:misc:asyncresp'
const prefer = { prefer: 'respond-async' }
const bulkRequest = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'

const faults = createCallFaults()

interface Completion {
  readonly txn: string
  readonly uri: string
  readonly method?: string
  readonly status: string
  readonly version?: string
  readonly location?: string
  readonly bulkId?: string
  readonly response?: { readonly status: string; readonly detail: string; readonly scimType?: string }
}

describe('requests that are carried out later (RFC 9967 §2.5.1)', () => {
  let rolecall: RolecallUnderTest
  let database: MemoryDatabase
  let running: RunningServer
  let services: RolecallUnderTest['services']
  let organizationId: string
  let owner: Client
  let receiver: Client
  let provider: Client
  let keys: Awaited<ReturnType<RolecallUnderTest['createOrganization']>>['keys']
  beforeEach(async () => {
    database = createMemoryDatabase()
    rolecall = await startRolecallInMemory([], { database, wrap: (store) => failingStore(store, faults) })
    services = { ...rolecall.services, connectionKey: toSealingKey('secret', 'client secrets') }
    running = startServerInProcess(services)
    const organization = await rolecall.createOrganization('Acme')
    organizationId = organization.id
    keys = organization.keys
    owner = clientOf(running, keys.organization)
    receiver = clientOf(running, keys.organization_read)
    provider = clientOf(running, keys.scim)
  })
  afterEach(async () => {
    await running.server.close()
    await rolecall.stop()
  })

  async function open(more: object = {}, by = owner): Promise<string> {
    const body = { displayName: 'Provider', method: 'poll', audience: ['provider'], events: ['asyncresp'], ...more }
    const made = await by('POST', '/api/event-streams', { body })
    expect(made.status).toBe(201)
    return made.body.id as string
  }
  const toCompletion = (set: string): Completion => {
    const {
      events,
      sub_id: id,
      txn,
    } = decodeJwt(set) as unknown as {
      events: Record<string, object>
      sub_id: { uri: string }
      txn: string
    }
    expect(Object.keys(events)).toEqual([asyncresp])
    return { txn, uri: id.uri, ...events[asyncresp] } as Completion
  }
  /** Waits for so many tokens, in their order. */
  async function hear(stream: string, count: number, by = receiver): Promise<Completion[]> {
    const heard: string[] = []
    for (let ack: string[] = []; heard.length < count;) {
      const { body } = await by('POST', `/api/event-streams/${stream}/poll`, { body: { ack } })
      const sets = (body as { sets: Record<string, string> }).sets
      ack = Object.keys(sets)
      heard.push(...Object.values(sets))
    }
    return heard.map(toCompletion)
  }
  const users = '/api/scim/v2/Users'
  const later = (method: string, path: string, body?: object, headers: object = {}): Promise<Reply> =>
    provider(method, path, { ...(body === undefined ? {} : { body }), headers: { ...prefer, ...headers } })
  const txnOf = ({ headers }: Reply) => headers.get('set-txn') as string
  const add = async (userName: string) => (await provider('POST', users, { body: { userName } })).body.id as string
  const title = (value: string) => ({ Operations: [{ op: 'replace', path: 'title', value }] })
  const pathOf = ({ headers }: Reply) => new URL(headers.get('location') as string).pathname
  const waiting = async () => (await services.store.asyncRequests.listQueues('', 10)).length

  it('are accepted without a body, done, and told by a token that can be read, too', async () => {
    const stream = await open()
    const ann = await add('ann@example.com')
    const accepted = await later('PATCH', `${users}/${ann}`, title('Lead'))
    expect(accepted).toMatchObject({ status: 202, text: '' })
    expect(accepted.headers.get('preference-applied')).toBe('respond-async')
    expect((await provider('GET', pathOf(accepted))).status).toBe(202)
    running.server.deliver()
    const [told] = await hear(stream, 1)
    const read = await provider('GET', `${users}/${ann}`)
    expect(read.body.title).toBe('Lead')
    expect(told).toEqual({
      txn: txnOf(accepted),
      uri: `/Users/${ann}`,
      method: 'PATCH',
      status: '200',
      version: read.headers.get('etag'),
      location: read.body.meta.location,
    })
    const got = await provider('GET', pathOf(accepted))
    expect(got.headers.get('content-type')).toContain('application/secevent+jwt')
    expect(toCompletion(got.text)).toEqual(told)
    const published = await clientOf(running, null)('GET', '/.well-known/jwks.json')
    await jwtVerify(got.text, createLocalJWKSet(published.body as JSONWebKeySet), {
      issuer: `http://rolecall.test/organizations/${organizationId}`,
    })
  })

  it('are answered at once where no stream would tell of them, and discovery says which', async () => {
    const config = async () =>
      (await provider('GET', '/api/scim/v2/ServiceProviderConfig')).body.securityEvents.asyncRequest as string
    const create = async (userName: string) => {
      const { headers, status } = await later('POST', users, { userName })
      expect(headers.get('preference-applied')).toBeNull()
      return status
    }
    expect([await config(), await create('a@example.com')]).toEqual(['none', 201])
    await open({ events: ['prov'] })
    expect([await config(), await create('b@example.com')]).toEqual(['none', 201])
    const stream = await open({ events: ['prov', 'asyncresp'] })
    expect(await config()).toBe('request')
    await owner('PATCH', `/api/event-streams/${stream}`, { body: { state: 'paused' } })
    expect([await config(), await create('c@example.com')]).toEqual(['none', 201])
    await owner('PATCH', `/api/event-streams/${stream}`, { body: { state: 'on', events: ['prov'] } })
    expect([await config(), await create('d@example.com')]).toEqual(['none', 201])
    expect((await later('GET', users)).status).toBe(200)
  })

  it('are done in the order of their arrival, each as what the one before has left', async () => {
    const stream = await open()
    const ann = await add('ann@example.com')
    const accepted: Reply[] = []
    for (const value of ['one', 'two', 'three']) accepted.push(await later('PATCH', `${users}/${ann}`, title(value)))
    accepted.push(await later('DELETE', `${users}/${ann}`))
    accepted.push(await later('PUT', `${users}/${ann}`, { userName: 'ann@example.com' }))
    running.server.deliver()
    const told = await hear(stream, 5)
    expect(told.map(({ txn }) => txn)).toEqual(accepted.map(txnOf))
    expect(told.map(({ status }) => status)).toEqual(['200', '200', '200', '204', '404'])
    expect(told[3]).not.toHaveProperty('version')
    expect(await waiting()).toBe(0)
  })

  it('are held against the version as it is when they are done, and tell of an error as a bulk response does', async () => {
    const stream = await open()
    const ann = await add('ann@example.com')
    const etag = (await provider('GET', `${users}/${ann}`)).headers.get('etag') as string
    await later('PATCH', `${users}/${ann}`, title('first'), { 'if-match': etag })
    await later('PATCH', `${users}/${ann}`, title('second'), { 'if-match': etag })
    await later('POST', users, { userName: 'ANN@example.com' })
    await later('POST', users, { displayName: 'nobody' })
    running.server.deliver()
    const told = await hear(stream, 4)
    expect(told.map(({ status }) => status)).toEqual(['200', '412', '409', '400'])
    expect(told[1]?.response?.detail).toContain('If-Match')
    expect(told[2]).toMatchObject({
      uri: '/Users',
      method: 'POST',
      response: { scimType: 'uniqueness', status: '409' },
    })
    expect(told[2]).not.toHaveProperty('location')
    expect((await provider('GET', `${users}/${ann}`)).body.title).toBe('first')
  })

  const operations = [
    { method: 'POST', path: '/Users', bulkId: 'ann', data: { userName: 'ann@example.com' } },
    { method: 'POST', path: '/Users', bulkId: 'twice', data: { userName: 'ann@example.com' } },
    {
      method: 'POST',
      path: '/Groups',
      bulkId: 'g',
      data: { displayName: 'Sales', members: [{ value: 'bulkId:ann' }] },
    },
    { method: 'NONE', path: '/Users/x' },
  ]
  const bulk = (more: object = {}) =>
    later('POST', '/api/scim/v2/Bulk', { schemas: [bulkRequest], Operations: operations, ...more })

  it('tell of each operation of a bulk request by its place', async () => {
    const stream = await open()
    const accepted = await bulk()
    expect((await provider('GET', pathOf(accepted))).body).toEqual({ sets: {}, moreAvailable: true })
    running.server.deliver()
    const told = await hear(stream, 4)
    const txn = txnOf(accepted)
    expect(told.map((one) => [one.txn, one.status, one.bulkId])).toEqual([
      [`${txn}:0`, '201', 'ann'],
      [`${txn}:1`, '409', 'twice'],
      [`${txn}:2`, '201', 'g'],
      [`${txn}:3`, '400', undefined],
    ])
    const list = await provider('GET', pathOf(accepted))
    expect(list.body.moreAvailable).toBe(false)
    expect(Object.values(list.body.sets as Record<string, string>).map(toCompletion)).toEqual(told)
    const one = await provider('GET', `${pathOf(accepted)}:2`)
    expect(toCompletion(one.text)).toEqual(told[2])
    expect((await provider('GET', `${pathOf(accepted)}:4`)).status).toBe(404)
    const { members } = (await provider('GET', `/api/scim/v2${told[2]?.uri}`)).body
    expect(members).toMatchObject([{ value: told[0]?.uri.split('/').at(-1) }])
  })

  it('tell of what a bulk request has not done, too', async () => {
    const stream = await open()
    await bulk({ failOnErrors: 1 })
    running.server.deliver()
    const told = await hear(stream, 4)
    expect(told.map(({ method, status }) => [method, status])).toEqual([
      ['POST', '201'],
      ['POST', '409'],
      ['POST', '424'],
      [undefined, '424'],
    ])
    expect((await later('POST', '/api/scim/v2/Bulk', { schemas: [bulkRequest], Operations: [] })).status).toBe(400)
  })

  it('are not done where the key has ended in between, whoever has a new one', async () => {
    const stream = await open()
    await later('POST', users, { userName: 'ann@example.com' })
    const { body } = await owner('GET', '/api/api-keys')
    const key = (body as { id: string; scopes: string[] }[]).find(({ scopes }) => scopes.includes('scim'))
    expect((await owner('DELETE', `/api/api-keys/${key?.id}`)).status).toBe(204)
    running.server.deliver()
    const [told] = await hear(stream, 1)
    expect(told).toMatchObject({ status: '401', method: 'POST', uri: '/Users' })
    expect((await owner('GET', '/api/members')).text).not.toContain('ann@example.com')
  })

  it('are not done while the organization is suspended, and what came of them is there when it is resumed', async () => {
    await open()
    const accepted = await later('POST', users, { userName: 'ann@example.com' })
    await services.store.write(organizationId, testScope, (tx) => tx.setSuspended(tx.now))
    await carryOutAll()
    expect(await waiting()).toBe(0)
    await services.store.write(organizationId, testScope, (tx) => tx.setSuspended(null))
    const { text } = await provider('GET', pathOf(accepted))
    expect(toCompletion(text)).toMatchObject({
      status: '403',
      response: { detail: expect.stringContaining('suspended') },
    })
    expect((await provider('GET', users)).body.totalResults).toBe(0)
  })

  it('are not done where the credential of the client has ended in between', async () => {
    const stream = await open()
    const body = { displayName: 'Entra', secret: { name: 'first' } }
    const { body: client } = await owner('POST', '/api/oauth/clients', { body })
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const asked = `grant_type=client_credentials&client_id=${client.id}&client_secret=${client.secret}`
    const minted = await clientOf(running, null)('POST', '/oauth2/token', { body: asked, headers: form })
    const entra = clientOf(running, minted.body.access_token)
    const addLater = (userName: string) => entra('POST', users, { body: { userName }, headers: prefer })
    await addLater('ann@example.com')
    await carryOutAll()
    expect(await hear(stream, 1)).toMatchObject([{ status: '201' }])
    await addLater('bob@example.com')
    await owner('DELETE', `/api/oauth/credentials/${client.credentials[0].id}`)
    await carryOutAll()
    expect((await hear(stream, 2)).at(-1)).toMatchObject({ status: '401' })
  })

  /** One process after another, each of which meets what the one before has left. */
  async function carryOutAll(stopAfter = Infinity): Promise<void> {
    let begun = 0
    const stop = new AbortController()
    for (let more = true; more && !stop.signal.aborted;) {
      more = await carryOutNext(organizationId, {
        services,
        tolerancesOf: () => new Tolerances(),
        toScimError: (error) => toScimError(error, ''),
        maskDetail: (detail) => detail,
        stopped: stop.signal,
        async pause() {
          if (++begun > stopAfter) stop.abort(new Error('stopped'))
        },
        keepRenewing: () => () => undefined,
        onDone: () => undefined,
      })
    }
  }
  const outcomes = async () =>
    (await services.store.read(organizationId).events.list(null, 1_000))
      .filter(({ type }) => type === 'AsyncRequestCompleted')
      .map(({ data }) => `${Number(data['operation'])} ${String(data['status'])}`)
  const done = ['0 201', '1 409', '2 201', '3 400']

  it.each([0, 1, 2])('of a server that stops after %i operations are gone on with by the next one', async (count) => {
    await open()
    await bulk()
    await carryOutAll(count)
    expect((await outcomes()).length).toBeLessThan(4)
    await carryOutAll()
    expect(await outcomes()).toEqual(done)
    const { members } = (await provider('GET', '/api/scim/v2/Groups?attributes=members')).body.Resources[0]
    expect(members).toHaveLength(1)
    expect(await waiting()).toBe(0)
  })

  it('are done once and told once, whichever call to the database fails', async () => {
    await open()
    let instant = Date.parse(services.now())
    services = { ...services, now: () => new Date(instant).toISOString() }
    let calls = 0
    for (let call = 1, failed: string | null = ''; failed !== null; call++) {
      await bulk()
      const before = (await outcomes()).length
      faults.arm(call)
      await carryOutAll().catch((error: unknown) => expect(error).toBeInstanceOf(StoreError))
      failed = faults.disarm()
      calls = call
      instant += 60_000
      await carryOutAll()
      expect((await outcomes()).slice(before), `${failed}`).toEqual(done)
      for (const { id } of (await provider('GET', users)).body.Resources) await provider('DELETE', `${users}/${id}`)
    }
    expect(calls).toBeGreaterThan(25)
  })

  it('that end every process that begins them are given up, and those behind them are done', async () => {
    const stream = await open()
    await later('POST', users, { userName: 'ann@example.com' })
    await later('POST', users, { userName: 'bob@example.com' })
    let instant = Date.parse(services.now())
    for (let attempt = 0; attempt < 5; attempt++) {
      const [now, latest] = [0, 10_000].map((ms) => new Date(instant + ms).toISOString()) as [string, string]
      const claim = { token: `crashed ${attempt}`, until: latest }
      expect(await services.store.asyncRequests.claim(organizationId, { now, latest }, claim)).toBeDefined()
      instant += 10_000
    }
    services = { ...services, now: () => new Date(instant).toISOString() }
    await carryOutAll()
    const told = await hear(stream, 2)
    expect(told.map(({ status }) => status)).toEqual(['500', '201'])
  })

  it('are refused where a thousand wait, and none of these is lost', async () => {
    await open()
    await services.store.write(organizationId, testScope, async (tx) => {
      for (let place = 1; place < 1_000; place++)
        await tx.asyncRequests.insert(testAsyncRequest(organizationId, { txn: `waiting ${place}`, position: -place }))
    })
    expect((await later('POST', users, { userName: 'ann@example.com' })).status).toBe(202)
    const refused = await later('POST', users, { userName: 'bob@example.com' })
    expect(refused).toMatchObject({ status: 429, body: { detail: expect.stringContaining('1000 requests') } })
    expect(refused.headers.get('retry-after')).toBe('5')
    expect(refused.headers.get('set-txn')).toBeNull()
    expect((await provider('POST', users, { body: { userName: 'bob@example.com' } })).status).toBe(201)
    expect(await services.store.read(organizationId).asyncRequests.measure()).toMatchObject({ requests: 1_000 })
  })

  it('are refused where one is larger than a bulk request may be', async () => {
    await open()
    const large = await later('POST', users, { userName: 'ann@example.com', title: 'x'.repeat(5 * 1024 * 1024) })
    expect(large).toMatchObject({ status: 413, body: { detail: expect.stringContaining('without respond-async') } })
    expect(await waiting()).toBe(0)
  })

  it('are known to their organization only, and by another txn for each', async () => {
    const stream = await open()
    const other = (await rolecall.createOrganization('Other')).keys
    const theirs = await open({}, clientOf(running, other.organization))
    const same = { 'x-request-id': 'the-same' }
    const one = await later('POST', users, { userName: 'ann@example.com' }, same)
    const two = await later('POST', users, { userName: 'bob@example.com' }, same)
    expect(txnOf(one)).not.toBe(txnOf(two))
    const foreign = clientOf(running, other.scim)
    const nothing = await foreign('GET', `/api/scim/v2/AsyncRequests/${crypto.randomUUID()}`)
    expect((await foreign('GET', pathOf(one))).text).toBe(nothing.text)
    running.server.deliver()
    expect((await hear(stream, 2)).map(({ txn }) => txn)).toEqual([txnOf(one), txnOf(two)])
    expect((await foreign('GET', pathOf(one))).text).toBe(nothing.text)
    const empty = { body: { returnImmediately: true } }
    const heard = await clientOf(running, other.organization_read)('POST', `/api/event-streams/${theirs}/poll`, empty)
    expect(heard.body.sets).toEqual({})
    expect((await clientOf(running, null)('GET', pathOf(one))).status).toBe(401)
    expect((await receiver('GET', pathOf(one))).status).toBe(403)
  })

  it('are known to the key that has asked and to no other of the organization', async () => {
    const stream = await open()
    const made = await owner('POST', '/api/api-keys', { body: { displayName: 'Another', scopes: ['scim'] } })
    const another = clientOf(running, made.body.key as string)
    const nothing = await another('GET', `/api/scim/v2/AsyncRequests/${crypto.randomUUID()}`)
    expect(nothing.status).toBe(404)
    const paths = [pathOf(await later('POST', users, { userName: 'ann@example.com' })), pathOf(await bulk())]
    const readable = async (client: Client) => {
      const replies = await Promise.all([...paths, `${paths[1]}:0`].map((path) => client('GET', path)))
      return replies.map(({ status, text }) => (status === 404 ? text : status))
    }
    const hidden = [nothing.text, nothing.text, nothing.text]
    expect([await readable(provider), await readable(another)]).toEqual([[202, 200, 202], hidden])
    running.server.deliver()
    await hear(stream, 5)
    expect([await readable(provider), await readable(another)]).toEqual([[200, 200, 200], hidden])
  })

  it('tell of an error without what it quotes of a secret', async () => {
    const stream = await open()
    const ann = await add('ann@example.com')
    const secret = 'hunter2-and-more'
    const path = `password[value "${secret}"]`
    const data = { Operations: [{ op: 'replace', path, value: 'x' }] }
    const atOnce = await provider('PATCH', `${users}/${ann}`, { body: data })
    expect(atOnce).toMatchObject({ status: 400, body: { detail: expect.stringContaining(secret) } })
    const plain = { Operations: [{ op: 'replace', path: 'emails[value "plain"]', value: 'x' }] }
    await later('PATCH', `${users}/${ann}`, data)
    const place = `/Users/${ann}`
    await bulk({ Operations: [data, plain].map((one) => ({ method: 'PATCH', path: place, data: one })) })
    running.server.deliver()
    const told = await hear(stream, 3)
    expect(told.map(({ status }) => status)).toEqual(['400', '400', '400'])
    expect(told.map(({ response }) => response?.detail)).toEqual([
      expect.stringContaining('[masked]'),
      expect.stringContaining('[masked]'),
      expect.stringContaining('plain'),
    ])
    expect(JSON.stringify(told)).not.toContain('hunter2')
    expect((await owner('GET', '/api/events')).text).not.toContain('hunter2')
  })

  it('lie sealed in the database, and are in the log twice: accepted, and what they came to', async () => {
    const stream = await open()
    const accepted = await later('POST', users, { userName: 'ann@example.com', password: 'correct horse' })
    const rows = database.tables().asyncRequests.all()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toMatch(/correct horse|ann@example/)
    running.server.deliver()
    await hear(stream, 1)
    await running.server.close()
    running = startServerInProcess(services)
    const { body } = await clientOf(running, keys.organization)('GET', '/api/provisioning-log')
    const entries = (body as { items: Record<string, unknown>[] }).items ?? body
    expect(entries).toMatchObject([
      { status: 201, requestId: txnOf(accepted), method: 'POST', path: users, outcome: 'success', detail: null },
      {
        status: 202,
        detail: `to be carried out as ${txnOf(accepted)}`,
        requestId: accepted.headers.get('x-request-id'),
      },
    ])
    expect(JSON.stringify(entries)).not.toContain('correct horse')
  })
})
