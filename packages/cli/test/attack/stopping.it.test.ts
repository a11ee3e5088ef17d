import { once } from 'node:events'
import { connect } from 'node:net'

import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createClient } from '../../../server/test/client.ts'
import { startRolecall, type Rolecall, type TestOrganization } from '../../../server/test/rolecall.ts'
import { startServer } from '../../../server/test/running-server.ts'

const stops = 5
const writersPerStop = 8

describe.each(eachDatabase)('a server on $name that stops while clients write', ({ create }) => {
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

  async function storedNames(): Promise<readonly string[]> {
    const provider = createClient(rolecall.url, organization.keys.scim)
    const found = await provider('GET', '/api/scim/v2/Users?count=1000&attributes=userName')
    expect(found.body.totalResults).toBeLessThanOrEqual(1_000)
    return found.body.Resources.map(({ userName }: { readonly userName: string }) => userName).toSorted()
  }
})

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
