import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'

import { pino } from 'pino'
import { expect, it } from 'vitest'

import { limitConnections } from './limit-connections.ts'

it('takes so many connections, says so once, and has idle ones make room', async () => {
  const lines: string[] = []
  const http = createServer((_, response) => response.end('answered'))
  limitConnections(http, 2, pino({}, { write: (line: string) => void lines.push(line) }))
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
