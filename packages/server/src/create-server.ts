import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'

import type { Logger } from 'pino'

import type { OperationServices } from '@rolecall/core/change/operation-context'

import { createAuditNotes } from './audit/audit-notes.ts'
import { createRate } from './fairness/rate.ts'
import { defaultTurnLimits, type TurnLimits } from './fairness/turn-limits.ts'
import { createTurns } from './fairness/turns.ts'
import { answerUnreadable } from './http/answer-unreadable.ts'
import { createClientOf } from './http/client-of.ts'
import { limitConnections } from './http/limit-connections.ts'
import { closeGracefully } from './http/close-gracefully.ts'
import { oneAfterAnother } from './http/one-after-another.ts'
import { isSecure } from './http/request-origin.ts'
import { toConsolePage } from './console/console-page.ts'
import { consoleRoutes } from './console/console-routes.ts'
import { readConsoleFiles } from './console/read-console-files.ts'
import { docsRoutes } from './docs/docs-routes.ts'
import { readDocs } from './docs/read-docs.ts'
import { toOpenApi } from './openapi/to-openapi.ts'
import { toLoggedError } from './error/to-logged-error.ts'
import { tellRefusals } from './tell-refusals.ts'
import { createOutbound, type OutboundOptions } from './outbound/create-outbound.ts'
import { createPipeline } from './pipeline.ts'
import { createProvisioningLog, type ProvisioningLogLimits } from './provisioning-log/provisioning-log.ts'
import { runDeliveries, type Deliveries } from './delivery/run-deliveries.ts'
import { pushToken } from './security-events/push-token.ts'
import { createSigningKeys } from './security-events/signing-keys.ts'
import { sendWebhook } from './delivery/send-webhook.ts'
import { observeSubscriptions } from './system/observe-subscriptions.ts'
import { createWatch } from './feed/watch.ts'
import { createRoutes } from './routes.ts'
import { createMetrics, type AskAllProcesses } from './system/metrics.ts'
import { observeOwnerless } from './system/observe-ownerless.ts'
import { observeTurns } from './system/observe-turns.ts'
import { observeUndecided } from './system/observe-undecided.ts'
import { observeVerifications } from './system/observe-verifications.ts'

export interface ServerOptions {
  readonly services: OperationServices
  /** Where clients reach this server (`https://host`); `null` for what the request's `Host` says. */
  readonly baseUrl: string | null
  readonly log: Logger
  /** Where the built console is; without it `/` is a 404. */
  readonly consoleFolder?: string | undefined
  /** Where the built guides are; without them `/docs` is a 404. */
  readonly docsFolder?: string | undefined
  readonly limits?: Partial<Limits>
  readonly provisioningLog?: ProvisioningLogSettings
  /** What this server asks of others, and where. */
  readonly outbound?: OutboundOptions
  /** Addresses and networks of proxies whose `X-Forwarded-For` says where a request comes from. */
  readonly trustedProxies?: readonly string[]
  /** Where several processes listen on one port, how `/metrics` has those of all. */
  readonly askAllProcesses?: AskAllProcesses | undefined
}

/** What the provisioning log keeps of a request. */
export interface ProvisioningLogSettings {
  /** Whether bodies are kept, masked; by default they are. */
  readonly bodies?: boolean
  readonly limits?: Partial<ProvisioningLogLimits>
}

/** What one request may cost. */
export interface Limits {
  /** The largest body, in bytes: a group of 100,000 members fits. */
  readonly bodyBytes: number
  /** The most connections at a time, idle ones included. */
  readonly connections: number
  /** The most that have no request under way. */
  readonly idleConnections: number
  /** Requests of each organization in a second; without it as many as the server can. */
  readonly requestsPerSecond?: number | undefined
  /** Whose requests are carried out when. */
  readonly turns?: Partial<TurnLimits>
  /** How long sign-ins of people, refused keys and readings wait to be written into the audit together, in milliseconds. */
  readonly auditMs: number
  /** How long a stop waits for the requests under way, in milliseconds. */
  readonly closeMs: number
}

const defaultLimits: Limits = {
  bodyBytes: 16 * 1024 * 1024,
  connections: 4_096,
  idleConnections: 2_048,
  auditMs: 1_000,
  closeMs: 10_000,
}

/** One HTTP server. The services belong to the caller, who closes them after it. */
export interface Server {
  /** Resolves when connections are accepted; port 0 takes a free one. */
  listen(options: { readonly port: number; readonly host: string }): Promise<{ readonly url: string }>
  /** Begins to deliver events to webhooks and event streams, until `close`. */
  deliver(): void
  /** Takes no more requests and finishes those under way; beyond the limit their connections are cut. */
  close(): Promise<void>
  /** The handler alone, for another HTTP server. */
  callback(): (request: IncomingMessage, response: ServerResponse) => void
}

export function createServer({
  services,
  baseUrl,
  log,
  consoleFolder,
  docsFolder,
  limits = {},
  provisioningLog = {},
  outbound = {},
  trustedProxies = [],
  askAllProcesses,
}: ServerOptions): Server {
  const {
    auditMs,
    bodyBytes,
    closeMs,
    connections,
    idleConnections,
    requestsPerSecond,
    turns: turnLimits,
  } = { ...defaultLimits, ...limits }
  const metrics = createMetrics(askAllProcesses)
  const turnTaking = { ...defaultTurnLimits, ...turnLimits }
  const turns = createTurns(turnTaking)
  observeTurns(metrics.registry, turns)
  const notes = createAuditNotes({
    waitMs: auditMs,
    store: services.store,
    now: services.now,
    onDropped: (count, reason) =>
      log.warn({ notes: count, error: toLoggedError(reason) }, 'the audit has lost sign-ins, refused keys or readings'),
  })
  const refusals = tellRefusals(log)
  const watch = createWatch(services)
  const out = createOutbound(outbound)
  const routes = createRoutes(services, metrics, out, notes, refusals, watch)
  observeOwnerless(metrics.registry, services.store)
  observeUndecided(metrics.registry, services.store)
  observeVerifications(metrics.registry, services.store)
  observeSubscriptions(metrics.registry, services.store)
  const requests = createProvisioningLog({
    store: services.store.requestLog,
    limits: provisioningLog.limits ?? {},
    onWritten: (entries) => metrics.countLogged(entries, 'written'),
    onDropped(entries, reason) {
      metrics.countLogged(entries, 'dropped')
      log.warn({ entries, error: toLoggedError(reason) }, 'the provisioning log has lost requests')
    },
  })
  const files = consoleFolder === undefined ? null : readConsoleFiles(consoleFolder)
  const pipeline = createPipeline({
    services,
    routes: [
      ...routes,
      ...(files === null ? [] : consoleRoutes(files)),
      ...(docsFolder === undefined ? [] : docsRoutes(readDocs(docsFolder), () => toOpenApi(routes))),
    ],
    metrics,
    log,
    baseUrl: baseUrl === null ? null : baseUrl.replace(/\/+$/, ''),
    bodyLimit: bodyBytes,
    turns,
    rate: createRate(requestsPerSecond),
    refusal: turnTaking.refusal,
    provisioningLog: requests,
    logBodies: provisioningLog.bodies ?? true,
    notes,
    clientOf: createClientOf(trustedProxies),
    notFoundPage: files === null ? null : () => toConsolePage(files.page),
  })
  const http = createHttpServer({
    keepAliveTimeout: 75_000,
    headersTimeout: 80_000,
    requestTimeout: 120_000,
    maxHeaderSize: 64 * 1024,
  })
  http.on('clientError', answerUnreadable(isSecure(baseUrl)))
  limitConnections(http, { connections, idleConnections }, log)
  const handle = pipeline.callback()
  const close = closeGracefully(http, oneAfterAnother(handle))
  let deliveries: Deliveries | undefined
  const signingKeys = createSigningKeys(services)
  return {
    deliver() {
      deliveries ??= runDeliveries({
        services,
        send: (subscription, event) =>
          subscription.kind === 'push'
            ? pushToken(services, signingKeys, out, subscription, event)
            : sendWebhook(services, out, subscription, event),
        onRound({ id, kind, organizationId }, { counts, off }) {
          metrics.countDeliveries(kind, counts)
          if (off !== null)
            log.warn({ organizationId, subscription: id, reason: off }, 'a subscription is switched off')
        },
        onError: (error, key) => log.error({ ...key, error: toLoggedError(error) }, 'events could not be delivered'),
      })
    },
    listen: ({ port, host }) => listen(http, port, host),
    async close() {
      const ended = deliveries?.stop()
      const closed = close(closeMs)
      // Behind the above: those that wait are answered as the last of their connections.
      watch.close()
      await closed
      await Promise.all([requests.close(), notes.close(), ended])
    },
    callback: () => handle,
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
