import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createScimConnection, type Exchange, type ScimConnectionOptions, type SendRequest } from './scim-connection.ts'
import { startRecordingServer, type RecordingServer } from './testing/recording-server.ts'

let server: RecordingServer
let waits: number[]
let exchanges: Exchange[]

beforeEach(async () => {
  server = await startRecordingServer()
  waits = []
  exchanges = []
})
afterEach(() => server.close())

function connect(options: Partial<ScimConnectionOptions> = {}): SendRequest {
  return createScimConnection({
    tenantUrl: server.url,
    secretToken: 'secret',
    wait: async (milliseconds) => {
      waits.push(milliseconds)
    },
    onExchange: (exchange) => exchanges.push(exchange),
    ...options,
  })
}

const LOOK_UP = { method: 'GET', path: '/Users', query: [['filter', 'userName eq "ann+test@acme.example"']] } as const

describe('connection', () => {
  it('sends the bearer token, and a filter with + between its tokens', async () => {
    const answer = await connect()(LOOK_UP)
    expect(server.requests).toEqual([
      {
        method: 'GET',
        url: '/Users?filter=userName+eq+%22ann%2Btest%40acme.example%22',
        authorization: 'Bearer secret',
        body: undefined,
      },
    ])
    expect(answer).toEqual({
      status: 200,
      ok: true,
      body: { totalResults: 0, Resources: [] },
      error: null,
      attempts: 1,
    })
  })

  it('keeps the flag of the tenant URL in front of the query', async () => {
    await connect({ tenantUrl: `${server.url}/?aadOptscim062020` })(LOOK_UP)
    expect(server.requests[0]?.url).toMatch(/^\/Users\?aadOptscim062020&filter=/)
  })

  it('waits as long as Retry-After says and sends a 429 again', async () => {
    server.answerNext(
      'GET',
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 503, headers: { 'retry-after': '2' } },
    )
    const answer = await connect()(LOOK_UP)
    expect(answer).toMatchObject({ ok: true, attempts: 3 })
    expect(waits).toEqual([7000, 2000])
    expect(exchanges.map(({ status, attempt, retryAfter }) => [status, attempt, retryAfter])).toEqual([
      [429, 1, '7'],
      [503, 2, '2'],
      [200, 3, null],
    ])
  })

  it('understands a date in Retry-After', async () => {
    const now = Date.parse('2026-01-01T00:00:00Z')
    server.answerNext('GET', { status: 503, headers: { 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' } })
    await connect({ now: () => now })(LOOK_UP)
    expect(waits).toEqual([30_000])
  })

  it('gives up after the last attempt and doubles its own waits', async () => {
    server.answerNext('GET', { status: 500 }, { status: 502 }, { status: 500, body: { detail: 'broken' } })
    const answer = await connect({ maxAttempts: 3 })(LOOK_UP)
    expect(answer).toMatchObject({ ok: false, status: 500, attempts: 3, error: '500: broken' })
    expect(waits).toEqual([1000, 2000])
  })

  it('holds everything back while a 429 lasts', async () => {
    let release = (): void => {}
    const send = connect({ wait: () => new Promise((resolve) => (release = resolve)) })
    server.answerNext('GET', { status: 429, headers: { 'retry-after': '1' } })
    const first = send(LOOK_UP)
    await expect.poll(() => exchanges.length).toBe(1)
    const second = send({ method: 'DELETE', path: '/Users/x' })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(server.requests).toHaveLength(1)
    release()
    await Promise.all([first, second])
    expect(server.requests).toHaveLength(3)
  })

  it('does not send a 4xx again and quotes the service provider', async () => {
    server.answerNext('GET', {
      status: 400,
      body: { status: '400', scimType: 'invalidFilter', detail: 'no such attribute' },
    })
    expect(await connect()(LOOK_UP)).toMatchObject({ attempts: 1, error: '400 invalidFilter: no such attribute' })
  })

  it('calls a success without JSON a failure', async () => {
    server.answerNext('GET', { status: 200 })
    expect(await connect()(LOOK_UP)).toMatchObject({ ok: false, error: '200 without a JSON object in its body' })
  })

  it('reports a server that is not there', async () => {
    const send = connect({ tenantUrl: 'http://127.0.0.1:1/scim', maxAttempts: 2 })
    const answer = await send(LOOK_UP)
    expect(answer).toMatchObject({ ok: false, status: 0, attempts: 2 })
    expect(answer.error).toMatch(/^no answer: fetch failed: /)
  })

  it('shows each exchange without the token, by a path that is the same on every host', async () => {
    const body = { userName: 'ann@acme.example' }
    await connect()({ method: 'POST', path: '/Users', body })
    expect(exchanges).toMatchObject([
      {
        method: 'POST',
        path: '/Users',
        requestBody: body,
        status: 201,
        responseBody: { id: 'user-1', ...body },
        attempt: 1,
      },
    ])
    expect(JSON.stringify(exchanges)).not.toContain('secret')
  })
})
