import { toSealingKey } from '@rolecall/core/access/seal'
import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { clientOf, type Client } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'
import { startServerInProcess, type RunningServer } from './running-server.ts'

const prov = 'urn:ietf:params:scim:event:prov'

interface Token {
  readonly jti: string
  readonly sub_id: { readonly format: string; readonly uri: string; readonly externalId?: string }
  readonly events: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly txn: string
  readonly [claim: string]: unknown
}

describe('security event tokens', () => {
  let rolecall: RolecallUnderTest
  let running: RunningServer
  let owner: Client
  let receiver: Client
  let provider: Client
  let unsigned: Client
  let organizationId: string
  let ownerKey: string
  let time: string | null
  /** A server over the same store with a secret of its operator. */
  let start: (secret: string) => RunningServer
  const started: RunningServer[] = []
  beforeEach(async () => {
    rolecall = await startRolecallInMemory()
    time = null
    const { now } = rolecall.services
    start = (secret) => {
      const connectionKey = toSealingKey(secret, 'client secrets')
      const server = startServerInProcess({ ...rolecall.services, connectionKey, now: () => time ?? now() })
      started.push(server)
      return server
    }
    running = start('secret')
    const { id, keys } = await rolecall.createOrganization('Acme')
    organizationId = id
    ownerKey = keys.organization
    owner = clientOf(running, keys.organization)
    receiver = clientOf(running, keys.organization_read)
    provider = clientOf(running, keys.scim)
    unsigned = clientOf(rolecall, keys.organization)
  })
  afterEach(async () => {
    for (const { server } of started.splice(0)) await server.close()
    await rolecall.stop()
  })

  const input = { displayName: 'Replica', method: 'poll', audience: ['https://replica.example.com'] }
  async function open(more: object = {}) {
    const { body, status } = await owner('POST', '/api/event-streams', { body: { ...input, ...more } })
    expect(status).toBe(201)
    return body as { id: string; pollUrl: string; jwksUri: string }
  }
  async function poll(id: string, body: object = {}) {
    const asked = { returnImmediately: true, ...body }
    const reply = await receiver('POST', `/api/event-streams/${id}/poll`, { body: asked })
    expect(reply.status).toBe(200)
    const { moreAvailable, sets } = reply.body as { sets: Record<string, string>; moreAvailable: boolean }
    return {
      sets,
      moreAvailable,
      ids: Object.keys(sets),
      tokens: Object.values(sets).map((set) => decodeJwt(set) as unknown as Token),
    }
  }
  const add = async (body: object) => (await provider('POST', '/api/scim/v2/Users', { body })).body.id as string
  const shown = ({ events, sub_id: { uri } }: Token) =>
    `${Object.keys(events)[0]?.slice(prov.length + 1)} ${uri.split('/')[1]}`

  it('are signed by a key that is published, and say who they are from, for whom, and of what', async () => {
    const { id, jwksUri } = await open()
    const user = await add({ userName: 'ann@example.com', externalId: 'ann', name: { familyName: 'Ø' } })
    const { sets, tokens } = await poll(id)
    const keys = await clientOf(running, null)('GET', new URL(jwksUri).pathname)
    const [set = ''] = Object.values(sets)
    const { payload, protectedHeader } = await jwtVerify(set, createLocalJWKSet(keys.body as JSONWebKeySet), {
      issuer: `http://rolecall.test/organizations/${organizationId}`,
      audience: 'https://replica.example.com',
      typ: 'secevent+jwt',
    })
    expect(protectedHeader.alg).toBe('ES256')
    expect(payload).toMatchObject({
      sub_id: { format: 'scim', uri: `/Users/${user}`, externalId: 'ann' },
      events: { [`${prov}:create:notice`]: { attributes: expect.arrayContaining(['userName', 'name', 'externalId']) } },
      txn: expect.any(String),
    })
    expect(payload).not.toHaveProperty('sub')
    expect(payload).not.toHaveProperty('exp')
    expect(Object.keys(sets)).toEqual([tokens[0]?.jti])
    for (const key of keys.body.keys as object[]) expect(key).not.toHaveProperty('d')
  })

  it('tell of every change that a provider makes, and of nothing else', async () => {
    const { id } = await open()
    const user = await add({ userName: 'ann@example.com', externalId: 'ann' })
    const of = `/api/scim/v2/Users/${user}`
    const patch = (path: string, Operations: object[]) => provider('PATCH', path, { body: { Operations } })
    await patch(of, [{ op: 'replace', path: 'title', value: 'Lead' }])
    await patch(of, [{ op: 'replace', path: 'active', value: false }])
    const body = { displayName: 'Sales', members: [{ value: user }] }
    const group = (await provider('POST', '/api/scim/v2/Groups', { body })).body.id as string
    await patch(`/api/scim/v2/Groups/${group}`, [{ op: 'replace', path: 'externalId', value: 'sales' }])
    await patch(`/api/scim/v2/Groups/${group}`, [{ op: 'remove', path: 'members', value: [{ value: user }] }])
    await owner('PUT', '/api/teams/design', { body: {} })
    await provider('DELETE', `/api/scim/v2/Groups/${group}`)
    await provider('DELETE', of)
    const { tokens } = await poll(id)
    expect(tokens.map(shown)).toEqual([
      'create:notice Users',
      'patch:notice Users',
      'patch:notice Users',
      'deactivate Users',
      'create:notice Groups',
      'patch:notice Groups',
      'patch:notice Groups',
      'patch:notice Groups',
      'delete Groups',
      'delete Users',
    ])
    expect(tokens.slice(-2).map(({ sub_id: { externalId } }) => externalId)).toEqual(['sales', 'ann'])
    expect(tokens[1]?.events[`${prov}:patch:notice`]).toMatchObject({ attributes: ['title'] })
    expect(tokens[6]?.events[`${prov}:patch:notice`]).toMatchObject({ attributes: ['externalId'] })
    expect(tokens.at(-1)?.events[`${prov}:delete`]).toEqual({})
    // What one request did has one transaction.
    expect(tokens[2]?.txn).toBe(tokens[3]?.txn)
    expect(tokens[1]?.txn).not.toBe(tokens[2]?.txn)
  })

  it('have the resource as a client would read it, or the operation on its members, where the form is full', async () => {
    const { id } = await open({ form: 'full' })
    const user = await add({ userName: 'ann@example.com', password: 'secret', title: 'Lead' })
    await provider('POST', '/api/scim/v2/Groups', { body: { displayName: 'Sales', members: [{ value: user }] } })
    const { sets, tokens } = await poll(id)
    const read = await provider('GET', `/api/scim/v2/Users/${user}`)
    const { groups: _groups, ...whole } = read.body as Record<string, unknown>
    expect(tokens[0]?.events[`${prov}:create:full`]).toEqual({ data: whole, version: read.headers.get('etag') })
    const added = tokens.find(({ events }) => `${prov}:patch:full` in events)
    expect(added?.events[`${prov}:patch:full`]).toMatchObject({
      data: { Operations: [{ op: 'add', path: 'members', value: [{ value: user }] }] },
    })
    expect(JSON.stringify(tokens)).not.toContain('secret')
    for (const { events } of tokens)
      for (const payload of Object.values(events)) expect('data' in payload && 'attributes' in payload).toBe(false)
    expect(Object.keys(sets)).toHaveLength(3)
  })

  it('take one member away where one has gone, and no other', async () => {
    const { id } = await open({ form: 'full' })
    const [ann, bob] = [await add({ userName: 'ann@example.com' }), await add({ userName: 'bob@example.com' })]
    const body = { displayName: 'Sales', members: [{ value: ann }, { value: bob }] }
    const group = (await provider('POST', '/api/scim/v2/Groups', { body })).body.id as string
    const before = await poll(id)
    const Operations = [{ op: 'remove', path: `members[value eq "${ann}"]` }]
    await provider('PATCH', `/api/scim/v2/Groups/${group}`, { body: { Operations } })
    const { tokens } = await poll(id, { ack: before.ids })
    // Of `members` without a value path all would go (RFC 7644 §3.5.2.2).
    expect(tokens.map(({ events }) => events[`${prov}:patch:full`])).toEqual([
      { data: { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations } },
    ])
  })

  it('are told apart by their issuer, whatever audience another organization has chosen', async () => {
    const other = await rolecall.createOrganization('Evil')
    const evil = clientOf(running, other.keys.organization)
    const { body: theirs } = await evil('POST', '/api/event-streams', { body: input })
    const ours = await open()
    const body = { userName: 'ann@example.com', externalId: 'ann' }
    await add(body)
    await clientOf(running, other.keys.scim)('POST', '/api/scim/v2/Users', { body })
    const answer = await evil('POST', `/api/event-streams/${theirs.id}/poll`, { body: { returnImmediately: true } })
    const [forged] = Object.values(answer.body.sets as Record<string, string>).map((set) => decodeJwt(set))
    const [genuine] = (await poll(ours.id)).tokens
    expect([forged?.aud, genuine?.['aud']]).toEqual([input.audience, input.audience])
    expect([forged?.iss, genuine?.['iss']]).toEqual([
      `http://rolecall.test/organizations/${other.id}`,
      `http://rolecall.test/organizations/${organizationId}`,
    ])
    expect(theirs.issuer).toBe(forged?.iss)
  })

  it('say when they were made, and when it happened', async () => {
    const { id } = await open()
    time = '2026-03-31T23:59:00.000Z'
    await add({ userName: 'ann@example.com' })
    time = '2026-05-01T00:00:00.000Z'
    const [token] = (await poll(id)).tokens
    expect(token).toMatchObject({ toe: Date.parse('2026-03-31T23:59:00Z') / 1_000, iat: Date.parse(time) / 1_000 })
  })

  it('come until they are acknowledged, in any order, and not again', async () => {
    const { id } = await open()
    for (const name of ['a', 'b', 'c', 'd', 'e']) await add({ userName: `${name}@example.com` })
    const first = await poll(id, { maxEvents: 3 })
    expect([first.ids.length, first.moreAvailable]).toEqual([3, true])
    expect((await poll(id, { maxEvents: 3 })).ids).toEqual(first.ids)
    const [one = '', two = '', three = ''] = first.ids
    const second = await poll(id, { ack: [three, 'nonsense', `${id}.999-0`] })
    expect(second.ids.slice(0, 2)).toEqual([one, two])
    expect([second.ids.length, second.moreAvailable]).toEqual([4, false])
    const third = await poll(id, {
      ack: [one],
      // Both databases keep what they can of it.
      setErrs: { [two]: { err: 'invalid_request', description: `no such user\0 \ud83d${'x'.repeat(500)}` } },
    })
    expect(third.ids).toEqual(second.ids.slice(2))
    const receipt = await receiver('GET', `/api/receipts?eventId=${two.split('.')[1]}`)
    const error = expect.stringMatching(/^invalid_request: no such user\uFFFD \uFFFDx{100,}$/)
    expect(receipt.body).toMatchObject([{ state: 'dead', error }])
    const dead = await receiver('GET', `/api/event-streams/${id}/dead-letters`)
    expect(dead.body).toMatchObject([{ eventId: two.split('.')[1], error }])
    expect((await receiver('GET', `/api/webhooks/${id}/dead-letters`)).status).toBe(404)
    expect((await poll(id, { ack: third.ids, maxEvents: 0 })).ids).toEqual([])
    expect((await poll(id)).ids).toEqual([])
    expect((await poll(id, { ack: third.ids })).ids).toEqual([])
  })

  it.each([
    [{ maxEvents: 1e15 }, 2, false],
    [{ maxEvents: 1 }, 1, true],
    [{ maxEvents: 0 }, 0, true],
  ])('are as many as the receiver takes: %j', async (body, count, moreAvailable) => {
    const { id } = await open()
    for (const name of ['a', 'b']) await add({ userName: `${name}@example.com` })
    expect(await poll(id, body)).toMatchObject({ ids: { length: count }, moreAvailable })
  })

  it.each([
    [{ maxEvents: -1 }, 'maxEvents'],
    [{ maxEvents: 1.5 }, 'maxEvents'],
    [{ maxEvents: '5' }, 'maxEvents'],
    [{ ack: 'one' }, 'ack'],
    [{ ack: [1] }, 'ack[0]'],
    [{ setErrs: { one: 'invalid_key' } }, 'setErrs.one'],
    [{ setErrs: { one: {} } }, 'setErrs.one.err'],
    [{ returnImmediately: 'yes' }, 'returnImmediately'],
  ])('are refused, and nothing is acknowledged, where a poll says %j', async (wrong, path) => {
    const { id } = await open()
    await add({ userName: 'ann@example.com' })
    const { ids } = await poll(id)
    const body = { ack: ids, returnImmediately: true, ...wrong }
    const refused = await receiver('POST', `/api/event-streams/${id}/poll`, { body })
    expect([refused.status, refused.body.issues?.[0]?.path]).toEqual([422, path])
    expect((await poll(id)).ids).toEqual(ids)
  })

  it('are each acknowledged where two acknowledge at once', async () => {
    const { id } = await open()
    for (let index = 0; index < 6; index++) await add({ userName: `${index}@example.com` })
    const { ids } = await poll(id)
    const [even, odd] = [0, 1].map((rest) => ids.filter((_, index) => index % 2 === rest))
    const answers = await Promise.all([poll(id, { ack: even }), poll(id, { ack: odd, maxEvents: 0 })])
    expect(answers).toHaveLength(2)
    expect((await poll(id)).ids).toEqual([])
  })

  it('of types that the stream is not of any more do not come, also those that waited', async () => {
    const { id } = await open({ events: ['prov', 'asyncresp'] })
    for (const name of ['a', 'b', 'c']) await add({ userName: `${name}@example.com` })
    const { ids } = await poll(id)
    await poll(id, { ack: ids.slice(2) })
    await owner('PATCH', `/api/event-streams/${id}`, { body: { events: ['asyncresp'] } })
    expect(await poll(id)).toMatchObject({ ids: [], moreAvailable: false })
    await owner('PATCH', `/api/event-streams/${id}`, { body: { events: ['prov'] } })
    await add({ userName: 'd@example.com' })
    expect((await poll(id)).ids).toHaveLength(1)
  })

  it('are acknowledged of a paused stream, too, and come no more in a wait that was there before', async () => {
    const { id } = await open()
    await add({ userName: 'ann@example.com' })
    const { ids } = await poll(id)
    const state = async (value: string) => owner('PATCH', `/api/event-streams/${id}`, { body: { state: value } })
    await state('paused')
    expect((await poll(id, { ack: ids })).ids).toEqual([])
    await state('on')
    const waiting = poll(id, { returnImmediately: false })
    await state('paused')
    await add({ userName: 'bob@example.com' })
    await state('on')
    expect((await waiting).ids).toHaveLength(1)
    expect((await poll(id)).ids).toHaveLength(1)
  })

  it('end with their stream, for who waits for them and for all that was left', async () => {
    const { id } = await open()
    const waiting = receiver('POST', `/api/event-streams/${id}/poll`, { body: {} })
    await owner('DELETE', `/api/event-streams/${id}`)
    expect((await waiting).status).toBe(404)
    expect((await receiver('POST', `/api/event-streams/${id}/poll`, { body: { ack: [`${id}.1-0`] } })).status).toBe(404)
  })

  it('are signed by other keys where the operator has changed the secret: those of before nobody can open', async () => {
    const { id } = await open()
    await add({ userName: 'ann@example.com' })
    const [before = ''] = Object.values((await poll(id)).sets)
    running = start('another secret')
    const { body } = await clientOf(running, null)('GET', '/.well-known/jwks.json')
    expect(body.keys).toHaveLength(3)
    await expect(jwtVerify(before, createLocalJWKSet(body as JSONWebKeySet))).rejects.toThrow('no applicable key')
    const after = await clientOf(running, ownerKey)('POST', `/api/event-streams/${id}/poll`, {
      body: { returnImmediately: true },
    })
    const [set = ''] = Object.values(after.body.sets as Record<string, string>)
    await jwtVerify(set, createLocalJWKSet(body as JSONWebKeySet))
    expect(decodeJwt(set).jti).toBe(decodeJwt(before).jti)
  })

  it('are not taken for none where no key can be kept any more', async () => {
    const { id } = await open()
    const asked = () => unsigned('POST', `/api/event-streams/${id}/poll`, { body: { returnImmediately: true } })
    expect((await asked()).body).toEqual({ sets: {}, moreAvailable: false })
    await add({ userName: 'ann@example.com' })
    const refused = await asked()
    expect([refused.status, refused.body.issues?.[0]?.message]).toEqual([422, expect.stringContaining('sso.secret')])
  })

  it('are waited for where the receiver wants that', async () => {
    const { id } = await open()
    const waiting = poll(id, { returnImmediately: false })
    await owner('PUT', '/api/teams/design', { body: {} })
    await add({ userName: 'ann@example.com' })
    expect((await waiting).tokens.map(shown)).toEqual(['create:notice Users'])
  })

  it('of one stream are no other’s, and an id of one acknowledges nothing of another', async () => {
    const [one, other] = [await open(), await open()]
    await add({ userName: 'ann@example.com' })
    const [ofOne, ofOther] = [await poll(one.id), await poll(other.id)]
    expect(ofOne.ids).not.toEqual(ofOther.ids)
    expect(ofOne.tokens[0]?.txn).toBe(ofOther.tokens[0]?.txn)
    expect((await poll(one.id, { ack: ofOther.ids })).ids).toEqual(ofOne.ids)
  })

  it('are signed by another key in the next quarter, which receivers know before', async () => {
    const { id } = await open()
    await add({ userName: 'ann@example.com' })
    time = '2026-03-31T23:59:00.000Z'
    const before = await clientOf(running, null)('GET', '/.well-known/jwks.json')
    time = '2026-04-01T00:00:00.000Z'
    const { sets } = await poll(id)
    const { protectedHeader } = await jwtVerify(
      Object.values(sets)[0] ?? '',
      createLocalJWKSet(before.body as JSONWebKeySet),
    )
    expect(protectedHeader.kid).toMatch(/^2026-q2-/)
  })

  it('are nowhere where nothing is there to keep a key with, and the configuration says so', async () => {
    const refused = await unsigned('POST', '/api/event-streams', { body: input })
    expect([refused.status, refused.body.issues[0].message]).toEqual([422, expect.stringContaining('sso.secret')])
    expect((await clientOf(rolecall, null)('GET', '/.well-known/jwks.json')).body).toEqual({ keys: [] })
    const { body } = await provider('GET', '/api/scim/v2/ServiceProviderConfig')
    expect(body.securityEvents).toMatchObject({
      asyncRequest: 'none',
      eventUris: expect.arrayContaining([`${prov}:delete`]),
    })
  })

  it.each([
    [{ method: 'push' }, 'url', 'the address that tokens are pushed to was expected'],
    [{ method: 'push', url: 'http://replica.example.com' }, 'url', 'an https URL was expected'],
    [{ method: 'push', url: 'https://10.0.0.1/' }, 'url', 'calls nothing at 10.0.0.1'],
    [{ url: 'https://replica.example.com/' }, 'url', 'only a stream that pushes has it'],
    [{ authorization: 'Bearer x' }, 'authorization', 'only a stream that pushes has it'],
  ])('are refused with %j', async (more, path, message) => {
    const refused = await owner('POST', '/api/event-streams', { body: { ...input, ...more } })
    expect([refused.status, refused.body.issues]).toEqual([422, [{ path, message: expect.stringContaining(message) }]])
  })

  it('are polled by who may read, and a paused stream gives none', async () => {
    const { id } = await open()
    await add({ userName: 'ann@example.com' })
    expect((await provider('POST', `/api/event-streams/${id}/poll`, { body: {} })).status).toBe(403)
    expect((await receiver('PATCH', `/api/event-streams/${id}`, { body: { form: 'full' } })).status).toBe(403)
    await owner('PATCH', `/api/event-streams/${id}`, { body: { state: 'paused' } })
    expect((await poll(id)).ids).toEqual([])
    await owner('PATCH', `/api/event-streams/${id}`, { body: { state: 'on', form: 'full', audience: ['b'] } })
    const { tokens } = await poll(id)
    expect(tokens).toMatchObject([{ aud: ['b'], events: { [`${prov}:create:full`]: {} } }])
    expect((await owner('GET', '/api/webhooks')).body).toEqual([])
    expect((await owner('GET', `/api/webhooks/${id}`)).status).toBe(404)
    expect((await owner('DELETE', `/api/event-streams/${id}`)).status).toBe(204)
  })
})
