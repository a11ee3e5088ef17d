import { connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'

import { always, type Fault } from './fault.ts'

/** Of each kind, on each server. */
const clients = 30

export const slowClients: Fault = {
  name: 'slow',
  what: `${clients} clients of each kind on each server that send a byte now and then, in the head or in a large body, or that ask and do not read`,
  missing: always,
  stopsNobody: true,
  async strike({ flooding, hold, servers }) {
    const sockets = servers.flatMap(({ url }) =>
      Array.from({ length: clients }, () => [
        open(url, head('GET', 'nothing')),
        open(url, `${head('POST', flooding.secretToken)}Content-Length: 1000000\r\n\r\n{"userName":"`),
        open(url, `${head('GET', flooding.secretToken)}\r\n`.repeat(50)).pause(),
      ]).flat(),
    )
    const step = hold / 20
    for (let round = 0; round < 20; round++) {
      await setTimeout(step)
      for (const socket of sockets) if (socket.writable) socket.write('x')
    }
    for (const socket of sockets) socket.destroy()
  },
}

function open(url: string, text: string): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => {})
  socket.write(text)
  return socket
}

/** Without the line that ends it. */
function head(method: string, key: string): string {
  const lines = [
    `${method} /api/scim/v2/Users HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${key}`,
    'Content-Type: application/scim+json',
  ]
  return `${lines.join('\r\n')}\r\n`
}
