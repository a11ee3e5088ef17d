import { createServer, request, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'

import { expect, it } from 'vitest'

import { closeGracefully, type Close } from './close-gracefully.ts'

interface Started {
  readonly http: Server
  readonly port: number
  readonly close: Close
}

async function start(handle: RequestListener): Promise<Started> {
  const http = createServer({ keepAliveTimeout: 60_000 })
  const close = closeGracefully(http, handle)
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return { http, port: (http.address() as AddressInfo).port, close }
}

it('lets a request under way have its answer, and takes no further one', async () => {
  let underWay: ServerResponse | undefined
  const { http, port, close } = await start((_, response) => (underWay = response))
  const sent = request({ port, host: '127.0.0.1', headers: { connection: 'keep-alive' } }).end()
  await once(http, 'request')
  const closed = close(60_000)
  const [refused] = (await once(connect(port, '127.0.0.1'), 'error')) as [NodeJS.ErrnoException]
  expect(refused.code).toBe('ECONNREFUSED')
  underWay?.end('whole')
  const [response] = (await once(sent, 'response')) as [NodeJS.ReadableStream]
  expect((await response[Symbol.asyncIterator]().next()).value?.toString()).toBe('whole')
  await closed
})

it('sends an answer to its end that is written and not yet sent', async () => {
  const size = 64 * 1024 * 1024
  const { port, close } = await start((_, response) => response.end(Buffer.alloc(size)))
  const sent = request({ port, host: '127.0.0.1' }).end()
  const [response] = (await once(sent, 'response')) as [NodeJS.ReadableStream]
  const closed = close(60_000)
  let received = 0
  for await (const chunk of response) received += (chunk as Buffer).length
  expect(received).toBe(size)
  await closed
})

it('says that the connection ends, and carries out nothing that comes behind (RFC 9112 §9.6)', async () => {
  const handled: string[] = []
  const responses: ServerResponse[] = []
  const { http, port, close } = await start(({ url = '' }, response) => {
    handled.push(url)
    responses.push(response)
  })
  const socket = connect(port, '127.0.0.1')
  const received = read(socket)
  socket.write(get('/1') + get('/2'))
  while (handled.length < 2) await once(http, 'request')
  const closed = close(60_000)
  socket.write(get('/3'))
  await once(http, 'request')
  for (const response of responses) response.end('answered')
  await closed
  expect(handled).toEqual(['/1', '/2'])
  const [, first, second, ...others] = (await received).split('HTTP/1.1 200 OK')
  expect(first).toMatch(/Connection: keep-alive[^]*answered/)
  expect(second).toMatch(/Connection: close[^]*answered/)
  expect(others).toEqual([])
})

it('ends connections that are kept alive and idle', async () => {
  const { port, close } = await start((_, response) => response.end('once'))
  const socket = connect(port, '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(socket, 'data')
  await Promise.all([close(60_000), once(socket, 'close')])
})

it('cuts what is not done at the limit', async () => {
  const { http, port, close } = await start(() => undefined)
  const sent = request({ port, host: '127.0.0.1' }).end()
  await once(http, 'request')
  const [[error]] = (await Promise.all([once(sent, 'error'), close(10)])) as [[NodeJS.ErrnoException], void]
  expect(error.code).toBe('ECONNRESET')
})

it('has nothing to do for a server that never listened', async () => {
  await closeGracefully(createServer(), () => {})(60_000)
})

function get(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`
}

async function read(socket: Socket): Promise<string> {
  let text = ''
  for await (const bytes of socket) text += (bytes as Buffer).toString()
  return text
}
