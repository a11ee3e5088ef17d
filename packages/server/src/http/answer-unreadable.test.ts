import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { answerUnreadable } from './answer-unreadable.ts'

const http = createServer(
  { headersTimeout: 30, requestTimeout: 60, connectionsCheckingInterval: 10 },
  (request, response) => request.resume().on('end', () => response.end()),
)
http.on('clientError', answerUnreadable(true))
beforeAll(() => new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve)))
afterAll(() => http.close())

/** Sends these bytes, and answers all that comes back. */
async function send(bytes: string): Promise<string> {
  const socket = connect((http.address() as AddressInfo).port, '127.0.0.1')
  socket.write(bytes)
  return text(socket)
}

it.each([
  ['a path that is longer than what is read', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431],
  ['what is no HTTP', 'hello\r\n\r\n', 400],
  ['a head that does not come to its end in time', 'GET / HTTP/1.1\r\nHost: a\r\n', 408],
  ['a body that does not', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{', 408],
])('answers %s with a SCIM error', async (_, bytes, status) => {
  const [head = '', body = ''] = (await send(bytes)).split('\r\n\r\n')
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`)
  expect(head).toContain('X-Content-Type-Options: nosniff\r\nStrict-Transport-Security: max-age=31536000')
  expect(JSON.parse(body)).toMatchObject({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
  })
})
