import { createServer, request, type Server, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { once } from 'node:events'

import { expect, it } from 'vitest'

import { closeGracefully } from './close-gracefully.ts'

async function start(answer: (response: ServerResponse) => void): Promise<{ http: Server; port: number }> {
  const http = createServer({ keepAliveTimeout: 60_000 }, (_, response) => answer(response))
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return { http, port: (http.address() as AddressInfo).port }
}

it('lets a request under way have its answer, and takes no further one', async () => {
  let underWay: ServerResponse | undefined
  const { http, port } = await start((response) => (underWay = response))
  const close = closeGracefully(http)
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
  const { http, port } = await start((response) => response.end(Buffer.alloc(size)))
  const close = closeGracefully(http)
  const sent = request({ port, host: '127.0.0.1' }).end()
  const [response] = (await once(sent, 'response')) as [NodeJS.ReadableStream]
  const closed = close(60_000)
  let received = 0
  for await (const chunk of response) received += (chunk as Buffer).length
  expect(received).toBe(size)
  await closed
})

it('ends connections that are kept alive and idle', async () => {
  const { http, port } = await start((response) => response.end('once'))
  const close = closeGracefully(http)
  const socket = connect(port, '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(socket, 'data')
  await Promise.all([close(60_000), once(socket, 'close')])
})

it('cuts what is not done at the limit', async () => {
  const { http, port } = await start(() => undefined)
  const close = closeGracefully(http)
  const sent = request({ port, host: '127.0.0.1' }).end()
  await once(http, 'request')
  const [[error]] = (await Promise.all([once(sent, 'error'), close(10)])) as [[NodeJS.ErrnoException], void]
  expect(error.code).toBe('ECONNRESET')
})

it('has nothing to do for a server that never listened', async () => {
  await closeGracefully(createServer())(60_000)
})
