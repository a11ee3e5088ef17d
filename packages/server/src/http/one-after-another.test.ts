import { once } from 'node:events'
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'

import { afterEach, expect, it } from 'vitest'

import { oneAfterAnother } from './one-after-another.ts'

let http: Server
afterEach(() => {
  http.closeAllConnections()
  http.close()
})

async function start(handle: RequestListener): Promise<() => Socket> {
  http = createServer(oneAfterAnother(handle))
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return () => connect((http.address() as AddressInfo).port, '127.0.0.1')
}

/** Resolves when so many requests more have come to the server, be they begun or not. */
function arrivals(count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count
    http.on('request', () => {
      left -= 1
      if (left === 0) resolve()
    })
  })
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`
const post = (path: string, length: number): string =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`

it('begins a request when the one before it on the connection is answered (RFC 9112 §9.3.2)', async () => {
  const handled: string[] = []
  const responses: ServerResponse[] = []
  const open = await start(({ url = '' }, response) => {
    handled.push(url)
    responses.push(response)
  })
  const socket = open().resume()
  const all = arrivals(3)
  socket.write(get('/1') + get('/2') + get('/3'))
  await all
  expect(handled).toEqual(['/1'])
  for (const count of [2, 3]) {
    responses.at(-1)?.end('answered')
    await once(responses.at(-1) as ServerResponse, 'close')
    expect(handled).toHaveLength(count)
  }
  responses.at(-1)?.end('answered')
  await once(responses.at(-1) as ServerResponse, 'close')
  socket.write(get('/4'))
  await once(http, 'request')
  expect(handled).toEqual(['/1', '/2', '/3', '/4'])
})

it('reads the body of a request when that has begun, however it comes', async () => {
  const bodies: string[] = []
  const open = await start(async (request, response) => {
    bodies.push((await buffer(request)).toString())
    response.end(`got ${bodies.at(-1)}\n`)
  })
  const socket = open()
  const answered = buffer(socket)
  socket.write(`${post('/1', 3)}one${post('/2', 6)}tw`)
  await once(http, 'request')
  socket.write('o234')
  socket.end(`${post('/3', 5)}three`)
  expect([...(await answered).toString().matchAll(/got (\w+)/g)].map(([, body]) => body)).toEqual([
    'one',
    'two234',
    'three',
  ])
})

it('works nothing out for a client that asks and does not read, and answers others meanwhile', async () => {
  const handled: string[] = []
  const open = await start(({ url = '' }, response) => {
    handled.push(url)
    response.end(url.startsWith('/unread') ? Buffer.alloc(64 * 1024 * 1024) : 'answered')
  })
  const unread = open().pause()
  unread.write(Array.from({ length: 50 }, (_, index) => get(`/unread-${index}`)).join(''))
  await once(http, 'request')
  const other = open()
  other.write(get('/other'))
  await once(other, 'data')
  expect(handled).toEqual(['/unread-0', '/other'])
})

it('leaves nothing on a connection that asks again and again', async () => {
  const open = await start((_, response) => response.end('answered'))
  const accepted = once(http, 'connection')
  const socket = open()
  const [ofServer] = (await accepted) as [Socket]
  const listeners = () => ofServer.eventNames().reduce((sum, name) => sum + ofServer.listenerCount(name), 0)
  const ask = async () => {
    socket.write(get('/'))
    await once(socket, 'data')
  }
  await ask()
  await ask()
  const before = listeners()
  for (let number = 0; number < 300; number++) await ask()
  expect(listeners()).toBe(before)
})

it('begins nothing for a client that has left', async () => {
  const handled: string[] = []
  const responses: ServerResponse[] = []
  const open = await start(({ url = '' }, response) => {
    handled.push(url)
    responses.push(response)
  })
  const socket = open()
  const both = arrivals(2)
  socket.write(get('/1') + get('/2'))
  await both
  socket.destroy()
  responses[0]?.end(Buffer.alloc(64 * 1024 * 1024))
  await once(responses[0] as ServerResponse, 'close')
  expect(handled).toEqual(['/1'])
})
