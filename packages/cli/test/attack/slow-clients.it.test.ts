import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { startTestServer, type TestServer, type Tenant } from '../test-server.ts'

/** More than there are turns, and connections to a database. */
const many = 20

/** Threat: clients that are slow, or that never read, keep everybody else waiting. */
describe.each(eachDatabase)('slow clients of $name', ({ create }) => {
  let server: TestServer
  let slow: Tenant
  let other: Tenant
  let sockets: Socket[] = []
  beforeAll(async () => {
    server = await startTestServer(create)
    slow = await server.createTenant()
    other = await server.createTenant()
    const userName = (index: number): string => `${'x'.repeat(500)}${index}@example.com`
    for (let index = 0; index < 40; index++) await slow.provider('POST', '/Users', { userName: userName(index) })
  })
  afterAll(() => server.close())
  afterEach(() => {
    for (const socket of sockets) socket.destroy()
    sockets = []
  })

  function open(text: string): Socket {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write(text)
    sockets.push(socket)
    return socket
  }

  const head = (method: string, path: string, ...lines: readonly string[]): string =>
    [`${method} ${path} HTTP/1.1`, 'Host: localhost', ...lines, ''].join('\r\n')
  const key = (): string => `Authorization: Bearer ${slow.scim.secretToken}`
  const users = '/api/scim/v2/Users'

  /** What others ask is answered while all of them are there, also by the organization whose key they have. */
  async function expectAnswers(): Promise<void> {
    for (const [index, tenant] of [other, slow, other, slow].entries()) {
      const userName = `ann-${index}-${sockets.length}@example.com`
      const created = await tenant.provider('POST', '/Users', { userName })
      expect(created.status).toBe(201)
      const { id } = created.body as { readonly id: string }
      expect((await tenant.provider('DELETE', `/Users/${id}`)).status).toBe(204)
      expect((await tenant.owner('PUT', `/api/teams/team-${index}`, {})).status).toBeLessThan(300)
    }
    expect(sockets.filter(({ destroyed }) => destroyed)).toEqual([])
  }

  it.each<[string, () => string]>([
    ['do not end the head', () => head('GET', users, key())],
    [
      'do not end a small body',
      () => `${head('POST', users, key(), 'Content-Type: application/scim+json', 'Content-Length: 100')}\r\n{"user`,
    ],
    [
      'do not end a large body',
      () => `${head('POST', users, key(), 'Content-Type: application/scim+json', 'Content-Length: 1000000')}\r\n{"user`,
    ],
    [
      'do not end a body in pieces',
      () =>
        `${head('POST', users, key(), 'Content-Type: application/scim+json', 'Transfer-Encoding: chunked')}\r\n5\r\n{"us`,
    ],
    [
      'do not end the body of a request for a token',
      () =>
        `${head('POST', '/oauth2/token', 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 100')}\r\ngrant`,
    ],
  ])('that %s keep nobody waiting', async (_, text) => {
    await Promise.all(Array.from({ length: many }, () => once(open(text()), 'connect')))
    await expectAnswers()
  })

  it('that ask very often and do not read keep nobody waiting', async () => {
    const asked = `${head('GET', `${users}?count=100`, key())}\r\n`.repeat(100)
    const unread = Array.from({ length: many }, () => open(asked).pause())
    await Promise.all(unread.map((socket) => once(socket, 'connect')))
    await expectAnswers()
  })
})
