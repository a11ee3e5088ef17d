import type { IncomingMessage, Server, ServerResponse } from 'node:http'

const waiting = new WeakMap<IncomingMessage, () => void>()

/**
 * Has a client that waits to be asked for its body (`Expect: 100-continue`) be asked where the body is read, and not before, as
 * Node would: of whoever has no key, or asks for too much, it is never sent. Where an answer comes without that, Node ends the
 * connection, for it is not known what comes next on it (RFC 9110 §10.1.1). Of other expectations nothing is known, and nothing done.
 */
export function inviteBodies(http: Server): void {
  http.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    waiting.set(request, () => response.writeContinue())
    http.emit('request', request, response)
  })
  http.on('checkExpectation', (request, response) => http.emit('request', request, response))
}

/** The body is read now. */
export function inviteBody(request: IncomingMessage): void {
  waiting.get(request)?.()
  waiting.delete(request)
}
