import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'

/** Closes an HTTP server; see `closeGracefully`. */
export type Close = (limitMs: number) => Promise<void>

/**
 * Has `handle` answer the requests of a server, and answers how it is closed: no more connections are taken, the idle
 * ones ended, and each request under way has its whole answer, the last of a connection with `Connection: close`. A
 * request that comes behind it could not be answered any more (RFC 9112 §9.6), so it is not carried out: its client may
 * send it again. After `limitMs` the rest is cut. Node's own `close` cuts connections whose answer is written but not
 * yet sent, which truncates a large one.
 */
export function closeGracefully(http: Server, handle: RequestListener): Close {
  const underWay = new Map<Socket, ServerResponse[]>()
  let closing = false
  http.on('connection', (socket: Socket) => {
    underWay.set(socket, [])
    socket.once('close', () => underWay.delete(socket))
  })
  http.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (closing) return
    const { socket } = request
    const responses = underWay.get(socket) ?? []
    responses.push(response)
    response.once('close', () => {
      responses.splice(responses.indexOf(response), 1)
      if (closing && responses.length === 0) socket.end()
    })
    handle(request, response)
  })
  return async (limitMs) => {
    if (!http.listening) return
    closing = true
    const closed = new Promise<void>((resolve, reject) => {
      NetServer.prototype.close.call(http, (error) => (error === undefined ? resolve() : reject(error)))
    })
    for (const [socket, responses] of underWay) endAfter(socket, responses.at(-1))
    const timer = setTimeout(() => http.closeAllConnections(), limitMs)
    await closed.finally(() => clearTimeout(timer))
  }
}

/** Where the head of the answer is on its way, the connection just ends behind it. */
function endAfter(socket: Socket, last: ServerResponse | undefined): void {
  if (last === undefined) socket.destroy()
  else if (!last.headersSent) last.setHeader('Connection', 'close')
}
