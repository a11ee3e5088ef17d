import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'

/** Closes an HTTP server; see `closeGracefully`. */
export type Close = (limitMs: number) => Promise<void>

/**
 * A close that takes no more connections, ends the idle ones, and lets each request under way have
 * its whole answer; after `limitMs` the rest is cut. Node's own `close` cuts connections whose answer
 * is written but not yet sent, which truncates a large one.
 */
export function closeGracefully(http: Server): Close {
  const sockets = new Set<Socket>()
  const busy = new Set<Socket>()
  let closing = false
  http.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  http.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    busy.add(socket)
    response.once('close', () => {
      busy.delete(socket)
      if (closing) socket.end()
    })
  })
  return async (limitMs) => {
    if (!http.listening) return
    closing = true
    const closed = new Promise<void>((resolve, reject) => {
      NetServer.prototype.close.call(http, (error) => (error === undefined ? resolve() : reject(error)))
    })
    for (const socket of sockets) if (!busy.has(socket)) socket.destroy()
    const timer = setTimeout(() => http.closeAllConnections(), limitMs)
    await closed.finally(() => clearTimeout(timer))
  }
}
