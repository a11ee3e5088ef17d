import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'

import { pino } from 'pino'
import { expect, it } from 'vitest'

import { limitConnections } from './limit-connections.ts'

it('takes so many connections, says so once, and has idle ones make room', async () => {
  const lines: string[] = []
  const http = createServer((_, response) => response.end('answered'))
  limitConnections(
    http,
    { connections: 2, idleConnections: 2 },
    pino({}, { write: (line: string) => void lines.push(line) }),
  )
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo
  const open = (): Socket => connect(port, '127.0.0.1').on('error', () => {})
  const idle = open()
  idle.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(idle, 'data')
  const busy = open()
  busy.write('GET / HTTP/1.1\r\n')
  await once(busy, 'connect')
  const ended = once(idle, 'close')
  const third = open()
  await Promise.all([once(third, 'close'), ended])
  const fourth = open()
  fourth.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  expect(String((await once(fourth, 'data'))[0])).toContain('answered')
  expect(lines.filter((line) => line.includes('as many connections as are taken'))).toHaveLength(1)
  busy.destroy()
  fourth.destroy()
  http.close()
})

it('keeps so many idle connections, ends the one that has been for longest, and none that has a request', async () => {
  const lines: string[] = []
  let answer = (): void => {}
  const http = createServer((_, response) => (answer = () => response.end('answered')))
  limitConnections(
    http,
    { connections: 100, idleConnections: 2 },
    pino({}, { write: (line: string) => void lines.push(line) }),
  )
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo
  const open = async (): Promise<Socket> => {
    const accepted = once(http, 'connection')
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    await accepted
    return socket
  }
  const busy = await open()
  const asked = once(http, 'request')
  busy.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await asked
  const first = await open()
  const ended = once(first, 'close')
  const second = await open()
  expect(lines).toEqual([])
  const third = await open()
  await ended
  expect([second.destroyed, third.destroyed, lines.length]).toEqual([false, false, 1])
  expect(lines[0]).toContain('as many idle connections as are kept')
  const secondEnded = once(second, 'close')
  answer()
  expect(String((await once(busy, 'data'))[0])).toContain('answered')
  await secondEnded
  for (const socket of [busy, third]) socket.destroy()
  http.close()
})
