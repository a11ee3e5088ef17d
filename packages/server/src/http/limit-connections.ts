import type { Server } from 'node:http'

import type { Logger } from 'pino'

/** It is said once in that time, in milliseconds. */
const silence = 10_000

/** Connections that have sent nothing for that long are ended, in milliseconds; Node looks twice a minute. */
const firstRequestWithin = 30_000

/**
 * Takes so many connections at a time. Beyond that the one that has been idle for the longest time makes room; where none is
 * idle, the new one is closed, and the log says so.
 */
export function limitConnections(http: Server, most: number, log: Logger): void {
  http.maxConnections = most
  http.headersTimeout = Math.min(http.headersTimeout, firstRequestWithin)
  let told = -Infinity
  http.on('drop', () => {
    http.closeIdleConnections()
    if (performance.now() < told + silence) return
    told = performance.now()
    log.warn(
      { connections: most },
      'there are as many connections as are taken; new ones are closed, and idle ones ended',
    )
  })
}
