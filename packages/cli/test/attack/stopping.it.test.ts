import { once } from 'node:events'
import { connect } from 'node:net'

import type { Store } from '@rolecall/core/store'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createClient, type Reply } from '../../../server/test/client.ts'
import { startRolecall, type Rolecall, type TestOrganization } from '../../../server/test/rolecall.ts'
import { startServer } from '../../../server/test/running-server.ts'

const stops = 5
const writersPerStop = 8

describe.each(eachDatabase)('a server on $name that stops under its clients', ({ create }) => {
  let rolecall: Rolecall
  let organization: TestOrganization

  beforeAll(async () => {
    rolecall = await startRolecall(create)
    organization = await rolecall.createOrganization('Acme')
  })
  afterAll(() => rolecall.stop())

  it('has answered every write that it has carried out', async () => {
    const acknowledged: string[] = []
    for (let stop = 0; stop < stops; stop++) {
      const { server, url } = await startServer(rolecall.services)
      const writers = Array.from({ length: writersPerStop }, (_, writer) =>
        startWriter(url, organization.keys.scim, `ann-${stop}-${writer}`),
      )
      await Promise.all(writers.map(({ begun }) => begun))
      await server.close()
      acknowledged.push(...(await Promise.all(writers.map(({ answered }) => answered))).flat())
    }
    expect(await storedNames()).toEqual(acknowledged.toSorted())
  })

  it('answers at once who waits for events, as where nothing has come, and ends the connection', async () => {
    const toKey = async (name: string) => (await rolecall.createOrganization(name)).keys.organization
    const keys = await Promise.all([toKey('Feed'), toKey('Snapshot'), toKey('Poll')])
    let onLook: (ids: readonly string[]) => void = () => {}
    const { store } = rolecall.services
    const organizations: Store['organizations'] = {
      ...store.organizations,
      listRevisions(ids) {
        onLook(ids)
        return store.organizations.listRevisions(ids)
      },
    }
    const { server, url } = await startServer({ ...rolecall.services, store: { ...store, organizations } })
    const [ofFeed, ofSnapshot, ofPoll] = [
      createClient(url, keys[0]),
      createClient(url, keys[1]),
      createClient(url, keys[2]),
    ] as const
    const last = (await ofFeed('GET', '/api/events?limit=1000')).body.at(-1).id as string
    const cursor = String(linesOf(await ofSnapshot('GET', '/api/snapshot')).at(-1)?.['cursor'])
    const stream = { displayName: 'x', method: 'poll', audience: ['https://x.example.com'] }
    const { id } = (await ofPoll('POST', '/api/event-streams', { body: stream })).body as { readonly id: string }
    const allWait = new Promise<void>((resolve) => (onLook = (ids) => ids.length === keys.length && resolve()))
    const waiting = [
      ofFeed('GET', `/api/events?wait=30&lastEventId=${last}`),
      ofSnapshot('GET', `/api/snapshot?wait=30&after=${cursor}`),
      ofPoll('POST', `/api/event-streams/${id}/poll`, { body: {} }),
    ] as const
    await allWait
    await server.close()
    const [feed, snapshot, poll] = await Promise.all(waiting)
    expect(feed.body).toEqual([])
    expect(linesOf(snapshot).map(({ kind }) => kind)).toEqual(['begin', 'end'])
    expect(poll.body).toEqual({ sets: {}, moreAvailable: false })
    for (const { headers, status } of [feed, snapshot, poll])
      expect([status, headers.get('connection')]).toEqual([200, 'close'])
  })

  async function storedNames(): Promise<readonly string[]> {
    const provider = createClient(rolecall.url, organization.keys.scim)
    const found = await provider('GET', '/api/scim/v2/Users?count=1000&attributes=userName')
    expect(found.body.totalResults).toBeLessThanOrEqual(1_000)
    return found.body.Resources.map(({ userName }: { readonly userName: string }) => userName).toSorted()
  }
})

type Line = Readonly<Record<string, unknown>>

function linesOf({ text }: Reply): readonly Line[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

interface Writer {
  /** When the first answer has come. */
  readonly begun: Promise<unknown>
  /** The names of all users whose creation was answered, when the connection has ended. */
  readonly answered: Promise<readonly string[]>
}

/** Keeps one connection alive, and sends the next request before the answer to the one before has come. */
function startWriter(url: string, key: string, name: string): Writer {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => {})
  let sent = 0
  let received = ''
  const write = () => socket.write(toRequest(key, `${name}-${sent++}@example.com`))
  const read = () => received.match(/(?<="userName":")[^"]+/g) ?? []
  write()
  write()
  socket.on('data', (bytes) => {
    received += bytes.toString()
    while (sent < read().length + 2) write()
  })
  const closed = new Promise((resolve) => socket.once('close', resolve))
  return { begun: once(socket, 'data'), answered: closed.then(read) }
}

function toRequest(key: string, userName: string): string {
  const body = JSON.stringify({ userName })
  const head = [
    'POST /api/scim/v2/Users HTTP/1.1',
    'Host: localhost',
    `Authorization: Bearer ${key}`,
    'Content-Type: application/scim+json',
    `Content-Length: ${body.length}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}
