import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Carries out the requests of one connection one after another: those behind the first are begun when the answer before is on its
 * way. A server may only do what is safe at once (RFC 9112 §9.3.2), and nothing is worked out for a client that asks and does
 * not read; meanwhile no more is read of it than what has come already.
 */
export function oneAfterAnother(handle: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, (() => void)[]>()

  function begin(socket: Socket, request: IncomingMessage, response: ServerResponse): void {
    response.once('close', () => proceed(socket))
    handle(request, response)
  }

  function proceed(socket: Socket): void {
    const queue = waiting.get(socket)
    const next = socket.destroyed ? undefined : queue?.shift()
    if (next === undefined) waiting.delete(socket)
    if (queue?.length === 0) socket.resume()
    next?.()
  }

  return (request, response) => {
    // More than ten of the steps of a request want to know of its end, and leave with it.
    response.setMaxListeners(20)
    const { socket } = request
    const queue = waiting.get(socket)
    if (queue === undefined) {
      waiting.set(socket, [])
      return begin(socket, request, response)
    }
    socket.pause()
    queue.push(() => begin(socket, request, response))
  }
}
