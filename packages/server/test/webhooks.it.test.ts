import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { eachDatabase } from '@rolecall/testkit/test-databases'
import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { createClient, type Client } from './client.ts'
import { startRolecall, type Rolecall, type TestOrganization } from './rolecall.ts'

interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A receiver of webhooks, which answers at each path what a test says. */
async function startReceiver() {
  const received: Received[] = []
  const answers = new Map<string, (response: ServerResponse, seen: number) => void>()
  const http = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url ?? ''
      received.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString() })
      const answer = answers.get(path) ?? ((own: ServerResponse) => own.writeHead(204).end())
      answer(response, received.filter((one) => one.path === path).length)
    })
  }).listen(0, '127.0.0.1')
  await once(http, 'listening')
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    received,
    answers,
    close: () => new Promise((resolve) => http.close(resolve).closeAllConnections()),
  }
}

describe.each(eachDatabase)('webhooks on $name', ({ create }) => {
  let rolecall: Rolecall
  let organization: TestOrganization
  let owner: Client
  let provider: Client
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  beforeAll(async () => {
    receiver = await startReceiver()
    rolecall = await startRolecall(create)
    organization = await rolecall.createOrganization('Acme')
    owner = createClient(rolecall.url, organization.keys.organization)
    provider = createClient(rolecall.url, organization.keys.scim)
    rolecall.server.deliver()
  })
  afterAll(async () => {
    await rolecall.stop()
    await receiver.close()
  })

  const add = (name: string) => provider('POST', '/api/scim/v2/Users', { body: { userName: `${name}@example.com` } })

  async function make(path: string, types: readonly string[] | null = ['MemberProvisioned']) {
    const url = receiver.url + path
    const { body, status } = await owner('POST', '/api/webhooks', { body: { displayName: path, url, types } })
    expect(status).toBe(201)
    const id = body.id as string
    return { id, secret: body.secret as string, remove: () => owner('DELETE', `/api/webhooks/${id}`) }
  }
  const at = (path: string) => receiver.received.filter((one) => one.path === path)
  const arrive = (path: string, count: number) =>
    vi.waitFor(
      () => {
        expect(at(path).length).toBeGreaterThanOrEqual(count)
        return at(path)
      },
      { timeout: 20_000 },
    )
  const eventOf = (received: Received | undefined) => JSON.parse(received?.body ?? '{}') as Record<string, unknown>

  it('get each event as the feed has it, signed, with an id that stays the same', async () => {
    const { id, remove, secret } = await make('/signed')
    receiver.answers.set('/signed', (response, seen) => response.writeHead(seen === 1 ? 503 : 200).end())
    await add('ann')
    const [first, second] = await arrive('/signed', 2)
    const headers = (second?.headers ?? {}) as Record<string, string>
    expect(new Webhook(secret).verify(second?.body ?? '', headers)).toEqual(eventOf(first))
    expect(headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(headers['content-type']).toBe('application/cloudevents+json')
    const { body } = await owner('GET', '/api/events')
    const event = (body as { type: string; id: string }[]).findLast(({ type }) => type === 'MemberProvisioned')
    expect(eventOf(second)).toEqual(event)
    await vi.waitFor(async () => {
      const receipts = await owner('GET', `/api/receipts?eventId=${event?.id}`)
      expect(receipts.body).toMatchObject([{ subscription: id, state: 'acknowledged' }])
    }, 5_000)
    const metrics = await (await fetch(`${rolecall.url}/metrics`)).text()
    expect(metrics).toMatch(/rolecall_deliveries_total\{kind="webhook",outcome="failed"\} [1-9]/)
    await remove()
  })

  it('sign with the old secret, too, for a day after there is a new one', async () => {
    const { id, remove, secret } = await make('/rotated')
    const { body } = await owner('POST', `/api/webhooks/${id}/rotate`)
    expect(body.secrets).toHaveLength(2)
    await add('bob')
    const [received] = await arrive('/rotated', 1)
    for (const one of [secret, body.secret as string])
      new Webhook(one).verify(received?.body ?? '', received?.headers as Record<string, string>)
    expect(received?.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/)
    await remove()
  })

  it('are tried with an event that has not happened, and say what came of it', async () => {
    const { id, remove } = await make('/tested')
    expect((await owner('POST', `/api/webhooks/${id}/test`)).body).toEqual({ delivered: true, error: null })
    expect(eventOf(at('/tested')[0])).toMatchObject({ type: 'Test', subject: 'test' })
    receiver.answers.set('/tested', (response) => response.writeHead(302, { location: '/elsewhere' }).end())
    expect((await owner('POST', `/api/webhooks/${id}/test`)).body).toEqual({
      delivered: false,
      error: 'status 302: redirects are not followed',
    })
    expect(at('/elsewhere')).toEqual([])
    receiver.answers.set('/tested', (response) => response.writeHead(200).end('x'.repeat(5_000_000)))
    expect((await owner('POST', `/api/webhooks/${id}/test`)).body).toEqual({ delivered: true, error: null })
    await remove()
  })

  it('get everything again from an event on', async () => {
    const { id, remove } = await make('/again')
    await add('carl')
    await add('dora')
    const [first] = await arrive('/again', 2)
    await vi.waitFor(async () => {
      expect((await owner('GET', `/api/webhooks/${id}`)).body.lastDelivery).not.toBeNull()
    }, 5_000)
    const from = String(eventOf(first)['id'])
    expect((await owner('POST', `/api/webhooks/${id}/replay`, { body: { from } })).status).toBe(200)
    const all = await arrive('/again', 4)
    expect(all.map(({ headers }) => headers['webhook-id'])).toEqual([
      ...all.slice(0, 2).map(({ headers }) => headers['webhook-id']),
      ...all.slice(0, 2).map(({ headers }) => headers['webhook-id']),
    ])
    const ahead = await owner('POST', `/api/webhooks/${id}/replay`, { body: { from: '99999-0' } })
    expect([ahead.status, ahead.body.issues?.[0]?.path]).toEqual([422, 'from'])
    await remove()
  })

  it('that fail do not hold up those that don’t', async () => {
    receiver.answers.set('/bad', (response) => response.writeHead(500).end())
    const [bad, good] = [await make('/bad'), await make('/good')]
    await Promise.all(Array.from({ length: 12 }, (_, index) => add(`many-${index}`)))
    await arrive('/good', 12)
    await vi.waitFor(async () => {
      const shown = await owner('GET', `/api/webhooks/${bad.id}`)
      expect(shown.body).toMatchObject({ state: 'on', lastError: 'status 500' })
    }, 5_000)
    await bad.remove()
    await good.remove()
  })

  it('are beside streams that push security event tokens (RFC 8935)', async () => {
    const pushed = { displayName: 'Replica', method: 'push', url: `${receiver.url}/sets`, audience: ['replica'] }
    const { body } = await owner('POST', '/api/event-streams', {
      body: { ...pushed, authorization: 'Bearer let-me-in' },
    })
    receiver.answers.set('/sets', (response, seen) => response.writeHead(seen === 1 ? 503 : 202).end())
    await add('fred')
    const [first, second] = await arrive('/sets', 2)
    expect(first?.headers).toMatchObject({
      'content-type': 'application/secevent+jwt',
      authorization: 'Bearer let-me-in',
    })
    const keys = (await createClient(rolecall.url, null)('GET', '/.well-known/jwks.json')).body as JSONWebKeySet
    const verified = await jwtVerify(second?.body ?? '', createLocalJWKSet(keys), {
      audience: 'replica',
      issuer: body.issuer as string,
    })
    expect(verified.payload.jti).toBe(decodeJwt(first?.body ?? '').jti)
    const path = `/api/event-streams/${body.id as string}`
    await vi.waitFor(async () => expect((await owner('GET', path)).body.lastDelivery).not.toBeNull(), 5_000)
    await owner('DELETE', path)
  })

  it('pause, and go on with what has come meanwhile', async () => {
    const { id, remove } = await make('/paused')
    await owner('PATCH', `/api/webhooks/${id}`, { body: { state: 'paused' } })
    await add('emil')
    expect(at('/paused')).toEqual([])
    await owner('PATCH', `/api/webhooks/${id}`, { body: { state: 'on' } })
    await arrive('/paused', 1)
    await remove()
  })
})
