import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo } from 'node:net'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { inviteBodies, inviteBody } from './invite-bodies.ts'

const http = createServer((request, response) => {
  if (request.url === '/refused') return response.writeHead(401).end()
  inviteBody(request)
  return void toText(request).then((text) => response.end(`got ${text}`))
})
inviteBodies(http)

beforeAll(async () => void (await once(http.listen(0, '127.0.0.1'), 'listening')))
afterAll(() => http.close())

async function toText(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) text += String(part)
  return text
}

/** Sends a head that waits to be asked for its body, and the body when it is; answers all that comes, until the connection ends. */
async function send(path: string, expectation: string, ...lines: readonly string[]): Promise<string> {
  const socket = connect((http.address() as AddressInfo).port, '127.0.0.1')
  let received = ''
  socket.write(
    [`POST ${path} HTTP/1.1`, 'Host: x', `Expect: ${expectation}`, 'Content-Length: 4', ...lines, '', ''].join('\r\n'),
  )
  socket.on('data', (bytes) => {
    if (received === '' && bytes.includes('100 Continue')) socket.write('body')
    received += bytes.toString()
    if (received.endsWith('got body')) socket.end()
  })
  if (expectation !== '100-continue') socket.write('body')
  await once(socket, 'close')
  return received
}

it('asks for a body where it is read, and keeps the connection', async () => {
  const received = await send('/', '100-continue')
  expect(received).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/)
  expect(received).toContain('Connection: keep-alive')
})

it('ends a connection that its client wants to end, asked or not', async () => {
  expect(await send('/', '100-continue', 'Connection: close')).toContain('Connection: close')
})

it('never asks for the body of what is refused, and ends its connection', async () => {
  const received = await send('/refused', '100-continue')
  expect(received).toMatch(/^HTTP\/1\.1 401 /)
  expect(received).toContain('Connection: close')
})

it('takes no notice of an expectation that it does not know', async () => {
  expect(await send('/', 'wonders')).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*got body$/)
})
