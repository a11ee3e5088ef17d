import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

import type { Logger } from 'pino'

/** It is said once in that time, in milliseconds. */
const silence = 10_000

/** Connections that have sent nothing for that long are ended, in milliseconds; Node looks twice a minute. */
const firstRequestWithin = 30_000

/** Connections at a time. */
export interface ConnectionLimits {
  /** Of all. */
  readonly connections: number
  /** Without a request under way. */
  readonly idleConnections: number
}

/**
 * Takes so many connections at a time. Beyond that idle ones make room; where none is idle, the new one is closed. Of those
 * that are idle it keeps so many: the one that has been for the longest time makes room. The log says both.
 */
export function limitConnections(http: Server, limits: ConnectionLimits, log: Logger): void {
  const { connections, idleConnections } = limits
  const [tellTaken, tellIdle] = [sayNowAndThen(log), sayNowAndThen(log)]
  http.maxConnections = connections
  http.headersTimeout = Math.min(http.headersTimeout, firstRequestWithin)
  http.on('drop', () => {
    http.closeIdleConnections()
    tellTaken({ connections }, 'there are as many connections as are taken; new ones are closed, and idle ones ended')
  })
  followIdle(http, (idle) => {
    const [longest] = idle
    if (longest === undefined || idle.size <= idleConnections) return
    longest.destroy()
    tellIdle(
      { idleConnections },
      'there are as many idle connections as are kept; those that have been for longest are ended',
    )
  })
}

/** Tells of each connection that has become idle, with all that are, the longest first. */
function followIdle(http: Server, onIdle: (idle: ReadonlySet<Socket>) => void): void {
  const idle = new Set<Socket>()
  const underWay = new Map<Socket, number>()
  const rest = (socket: Socket): void => {
    if (socket.destroyed) return
    idle.add(socket)
    onIdle(idle)
  }
  http.on('connection', (socket: Socket) => {
    socket.once('close', () => {
      idle.delete(socket)
      underWay.delete(socket)
    })
    rest(socket)
  })
  http.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    idle.delete(socket)
    underWay.set(socket, (underWay.get(socket) ?? 0) + 1)
    response.once('close', () => {
      const left = (underWay.get(socket) ?? 1) - 1
      underWay.set(socket, left)
      if (left === 0) rest(socket)
    })
  })
}

function sayNowAndThen(log: Logger): (limits: object, text: string) => void {
  let told = -Infinity
  return (limits, text) => {
    if (performance.now() < told + silence) return
    told = performance.now()
    log.warn(limits, text)
  }
}
