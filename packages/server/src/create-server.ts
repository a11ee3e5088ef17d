import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'

import { createApplication, type ApplicationOptions, type RequestLimits } from './create-application.ts'
import { answerUnreadable } from './http/answer-unreadable.ts'
import { closeGracefully } from './http/close-gracefully.ts'
import { httpOptions } from './http/http-options.ts'
import { inviteBodies } from './http/invite-bodies.ts'
import { limitConnections } from './http/limit-connections.ts'
import { oneAfterAnother } from './http/one-after-another.ts'
import { isSecure } from './http/request-origin.ts'
import { toSite } from './http/site.ts'
import type { OwnMetrics } from './system/metrics.ts'

export interface ServerOptions extends Omit<ApplicationOptions, 'limits' | 'site'> {
  /** Where clients reach this server (`https://host`); `null` for what the request's `Host` says. */
  readonly baseUrl: string | null
  readonly limits?: Partial<Limits>
}

/** What requests and their connections may cost. */
export interface Limits extends RequestLimits {
  /** The most connections at a time, idle ones included. */
  readonly connections: number
  /** The most that have no request under way. */
  readonly idleConnections: number
  /** How long a stop waits for the requests under way, in milliseconds. */
  readonly closeMs: number
}

const defaultLimits = { connections: 4_096, idleConnections: 2_048, closeMs: 10_000 }

/** One HTTP server. The services belong to the caller, who closes them after it. */
export interface Server {
  /** Resolves when connections are accepted; port 0 takes a free one. */
  listen(options: { readonly port: number; readonly host: string }): Promise<{ readonly url: string }>
  /** Begins to carry out requests that are answered later, and to deliver events to webhooks and event streams, until `close`. */
  deliver(): void
  /** Takes no more requests and finishes those under way; beyond the limit their connections are cut. */
  close(): Promise<void>
  /** The metrics of this process, as they are now. */
  metrics(): Promise<OwnMetrics>
  /** The handler alone, for another HTTP server. */
  callback(): (request: IncomingMessage, response: ServerResponse) => void
}

export function createServer({ baseUrl, limits = {}, ...options }: ServerOptions): Server {
  const { closeMs, connections, idleConnections, ...requestLimits } = { ...defaultLimits, ...limits }
  const site = toSite(baseUrl)
  const application = createApplication({ ...options, site, limits: requestLimits })
  const http = createHttpServer(httpOptions)
  http.on('clientError', answerUnreadable(isSecure(site.url)))
  inviteBodies(http)
  limitConnections(http, { connections, idleConnections }, options.log)
  const close = closeGracefully(http, oneAfterAnother(application.handle))
  return {
    deliver: () => application.deliver(),
    metrics: () => application.metrics(),
    listen: ({ port, host }) => listen(http, port, host),
    async close() {
      // No more connections are taken first: those that wait are answered as the last of their connections.
      const closed = close(closeMs)
      application.endWaits()
      await closed
      await application.close()
    },
    callback: () => application.handle,
  }
}

function listen(http: HttpServer, port: number, host: string): Promise<{ readonly url: string }> {
  return new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      http.off('error', reject)
      resolve({ url: toUrl(host, (http.address() as AddressInfo).port) })
    })
  })
}

/** What a person can open: an address for "every interface" is none. */
function toUrl(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
