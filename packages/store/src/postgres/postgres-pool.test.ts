import { createServer, type AddressInfo } from 'node:net'

import { StoreError } from '@rolecall/core/store-error'
import { expect, it } from 'vitest'

import { createPostgresPool } from './postgres-pool.ts'

/** A message of PostgreSQL's protocol. */
function message(type: string, body: string | Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(4 + body.length, 1)
  return Buffer.concat([head, Buffer.from(body)])
}

/** Says in one breath that a connection is ready, and that it is ended. */
const readyAndGone = Buffer.concat([
  message('R', Buffer.alloc(4)),
  message('Z', 'I'),
  message('E', 'SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'),
])

it('survives a connection that is cut in the moment in which it is ready', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {}).once('data', () => socket.end(readyAndGone))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const pool = createPostgresPool(`postgres://ann@127.0.0.1:${port}/rolecall`, 1)
  // Where nobody listens to the connection, the run fails by an error that nothing has caught.
  await expect(pool.all('SELECT 1', [])).rejects.toThrow(StoreError)
  await pool.close()
  await new Promise((resolve) => server.close(resolve))
})
