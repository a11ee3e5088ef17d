import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { eachDatabase } from '@rolecall/testkit/test-databases'
import { describe, expect, it, vi } from 'vitest'

import { startServe, withFolder } from '../src/command/command-under-test.ts'
import { send } from './test-server.ts'

interface Arrived {
  readonly id: string
  readonly type: string
  readonly subject: string
  readonly data: { readonly userId?: string; readonly txn?: string }
}

/** After how many deliveries the server is killed, round by round, while it delivers. */
const kills = [4, 25]

const people = 20

const prefer = { prefer: 'respond-async' }

// A server starts three times, and each kill leaves a claim that lasts ten seconds.
describe.each(eachDatabase)('kill -9 while events are delivered, on $name', { timeout: 120_000 }, ({ create }) => {
  it('loses none, keeps the order of each person, and carries out once what was accepted for later', async () => {
    const database = await create()
    const arrived: Arrived[] = []
    let onArrived = (): void => {}
    const receiver = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (text: string) => (body += text))
      request.on('end', () => {
        arrived.push(JSON.parse(body) as Arrived)
        response.writeHead(204).end()
        onArrived()
      })
    }).listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
    await withFolder(async (folder) => {
      await writeFile(join(folder, 'rolecall.config.yaml'), 'outbound:\n  allow: ["127.0.0.1"]\n')
      const surroundings = { folder, environment: { ROLECALL_SSO_SECRET: 's'.repeat(32) } }
      const start = () => startServe(['--database', database.url], surroundings)
      let server = await start()
      const { ownerKey = '', secretToken = '' } = server.line
      const hook = { displayName: 'product', url }
      expect((await send(ownerKey, 'POST', `${server.line.url}/api/webhooks`, hook)).status).toBe(201)
      const stream = { displayName: 'provider', method: 'poll', audience: ['provider'], events: ['asyncresp'] }
      expect((await send(ownerKey, 'POST', `${server.line.url}/api/event-streams`, stream)).status).toBe(201)
      const accepted: (string | null)[] = []
      for (const [round, deliveries] of kills.entries()) {
        const running = server
        onArrived = () => void (arrived.length >= deliveries && running.signal('SIGKILL'))
        await Promise.allSettled(
          Array.from({ length: people }, async (_, index) => {
            const userName = `ann-${round}-${index}@example.com`
            const later = { userName: `later-${userName}` }
            const { headers } = await send(secretToken, 'POST', `${running.line.tenantUrl}/Users`, later, prefer)
            accepted.push(headers.get('set-txn'))
            const { body } = await send(secretToken, 'POST', `${running.line.tenantUrl}/Users`, { userName })
            const path = `${running.line.tenantUrl}/Users/${(body as { id: string }).id}`
            for (const title of ['a', 'b', 'c'])
              await send(secretToken, 'PATCH', path, { Operations: [{ op: 'replace', path: 'title', value: title }] })
          }),
        )
        expect((await running.end).code).toBe('SIGKILL')
        onArrived = () => {}
        server = await start()
      }
      const done = (all: readonly Arrived[]) =>
        all.filter(({ type }) => type.endsWith('AsyncRequestCompleted')).map(({ data }) => data.txn)
      const isDone = (known: readonly unknown[]) => accepted.every((txn) => known.includes(txn))
      await vi.waitUntil(async () => isDone(done(await readFeed(server.line.url, ownerKey))), {
        timeout: 60_000,
        interval: 200,
      })
      const feed = await readFeed(server.line.url, ownerKey)
      expect(done(feed)).toHaveLength(new Set(done(feed)).size)
      expect(accepted.length).toBeGreaterThan(3)
      await vi.waitFor(
        () => {
          const known = new Set(arrived.map(({ id }) => id))
          expect(feed.filter(({ id }) => !known.has(id))).toEqual([])
        },
        { timeout: 60_000, interval: 200 },
      )
      server.signal('SIGTERM')
      await server.end
      const firsts = arrived.filter(({ id }, place) => arrived.findIndex((one) => one.id === id) === place)
      const byPerson = groupBy(firsts, ({ data, subject }) => data.userId ?? subject)
      const places = feed.map(({ id }) => id)
      for (const own of byPerson.values()) {
        const order = own.map(({ id }) => places.indexOf(id)).filter((place) => place >= 0)
        expect(order).toEqual(order.toSorted((a, b) => a - b))
      }
    })
    receiver.closeAllConnections()
    receiver.close()
    await database.drop()
  })
})

/** Everything that was committed since the webhook was made. */
async function readFeed(url: string, key: string): Promise<readonly Arrived[]> {
  const { body } = await send(key, 'GET', `${url}/api/events?limit=1000`)
  const events = body as readonly Arrived[]
  return events.slice(events.findIndex(({ type }) => type === 'SubscriptionCreated') + 1)
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return groups
}
