import type { RequestListener } from 'node:http'

import type { Logger } from 'pino'

import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { AttendOptions } from '@rolecall/core/delivery/attend'

import { createAsyncRequests } from './async/create-async-requests.ts'
import { createAuditNotes } from './audit/audit-notes.ts'
import { toConsolePage } from './console/console-page.ts'
import { consoleRoutes } from './console/console-routes.ts'
import { readConsoleFiles } from './console/read-console-files.ts'
import { runDeliveries, type Deliveries } from './delivery/run-deliveries.ts'
import { sendWebhook } from './delivery/send-webhook.ts'
import { docsRoutes } from './docs/docs-routes.ts'
import { readDocs } from './docs/read-docs.ts'
import { toLoggedError } from './error/to-logged-error.ts'
import { createRate } from './fairness/rate.ts'
import { defaultTurnLimits, type TurnLimits } from './fairness/turn-limits.ts'
import { createTurns } from './fairness/turns.ts'
import { createWatch } from './feed/watch.ts'
import { belowMount } from './http/below-mount.ts'
import { createClientOf } from './http/client-of.ts'
import type { Site } from './http/site.ts'
import { toOpenApi } from './openapi/to-openapi.ts'
import { createOutbound, type OutboundOptions } from './outbound/create-outbound.ts'
import { createPipeline } from './pipeline.ts'
import { createProvisioningLog, type ProvisioningLogLimits } from './provisioning-log/provisioning-log.ts'
import { createRoutes } from './routes.ts'
import { pushToken } from './security-events/push-token.ts'
import { createSigningKeys } from './security-events/signing-keys.ts'
import { createMetrics, type AskAllProcesses, type OwnMetrics } from './system/metrics.ts'
import { observeNotices } from './system/observe-notices.ts'
import { observeOwnerless } from './system/observe-ownerless.ts'
import { observeSubscriptions } from './system/observe-subscriptions.ts'
import { observeTurns } from './system/observe-turns.ts'
import { observeUndecided } from './system/observe-undecided.ts'
import { observeVerifications } from './system/observe-verifications.ts'
import { traceDeliveries } from './trace/trace-deliveries.ts'
import { traceOutbound } from './trace/trace-outbound.ts'
import type { Tracing } from './trace/tracing.ts'
import { tellRefusals } from './tell-refusals.ts'

export interface ApplicationOptions {
  readonly services: OperationServices
  readonly site: Site
  readonly log: Logger
  /** Where the built console is; without it `/` is a 404. */
  readonly consoleFolder?: string | undefined
  /** Where the built guides are; without them `/docs` is a 404. */
  readonly docsFolder?: string | undefined
  readonly limits?: Partial<RequestLimits>
  readonly provisioningLog?: ProvisioningLogSettings
  /** What this server asks of others, and where. */
  readonly outbound?: OutboundOptions
  /** Addresses and networks of proxies whose `X-Forwarded-For` says where a request comes from. */
  readonly trustedProxies?: readonly string[]
  /** What is traced by; nothing is traced where it is left out. */
  readonly tracing?: Tracing | undefined
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
export interface RequestLimits {
  /** The largest body, in bytes: a group of 100,000 members fits. */
  readonly bodyBytes: number
  /** Requests of each organization in a second; without it as many as the server can. */
  readonly requestsPerSecond?: number | undefined
  /** Whose requests are carried out when. */
  readonly turns?: Partial<TurnLimits>
  /** How long sign-ins of people, refused keys and readings wait to be written into the audit together, in milliseconds. */
  readonly auditMs: number
}

const defaultLimits: RequestLimits = { bodyBytes: 16 * 1024 * 1024, auditMs: 1_000 }

/** All that a server is but its connections. The services belong to the caller, who closes them after it. */
export interface Application {
  /** Answers requests, wherever they come from. */
  readonly handle: RequestListener
  /** Begins to carry out requests that are answered later, and to deliver events to webhooks and event streams, until `close`. */
  deliver(): void
  /** Stops to deliver and to carry out, and has those answered who wait for events. */
  endWaits(): void
  /** The metrics of this process, as they are now. */
  metrics(): Promise<OwnMetrics>
  /** Writes down what waits to be. Behind the last request. */
  close(): Promise<void>
}

export function createApplication({
  services,
  site,
  log,
  consoleFolder,
  docsFolder,
  limits = {},
  provisioningLog = {},
  outbound = {},
  trustedProxies = [],
  tracing,
  askAllProcesses,
}: ApplicationOptions): Application {
  const { auditMs, bodyBytes, requestsPerSecond, turns: turnLimits } = { ...defaultLimits, ...limits }
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
  const calls = createOutbound(outbound)
  const out = tracing === undefined ? calls : traceOutbound(calls, tracing)
  const requests = createProvisioningLog({
    store: services.store.requestLog,
    limits: provisioningLog.limits ?? {},
    onWritten: (entries) => metrics.countLogged(entries, 'written'),
    onDropped(entries, reason) {
      metrics.countLogged(entries, 'dropped')
      log.warn({ entries, error: toLoggedError(reason) }, 'the provisioning log has lost requests')
    },
  })
  const bodies = provisioningLog.bodies ?? true
  const later = createAsyncRequests({ turns, log, recording: { services, log: requests, metrics, bodies } })
  const routes = createRoutes(services, metrics, out, notes, refusals, watch, site.path, later.onAccepted)
  observeNotices(metrics.registry, services.store)
  observeOwnerless(metrics.registry, services.store)
  observeUndecided(metrics.registry, services.store)
  observeVerifications(metrics.registry, services.store)
  observeSubscriptions(metrics.registry, services.store)
  const files = consoleFolder === undefined ? null : readConsoleFiles(consoleFolder)
  const docs = docsFolder === undefined ? null : readDocs(docsFolder)
  const pipeline = createPipeline({
    services,
    routes: [
      ...routes,
      ...(files === null ? [] : consoleRoutes(files, site.path)),
      ...(docs === null ? [] : docsRoutes(docs, () => toOpenApi(routes), site.path)),
    ],
    metrics,
    log,
    site,
    bodyLimit: bodyBytes,
    turns,
    rate: createRate(requestsPerSecond),
    refusal: turnTaking.refusal,
    provisioningLog: requests,
    logBodies: bodies,
    notes,
    clientOf: createClientOf(trustedProxies),
    tracing,
    notFoundPage: files === null ? null : () => toConsolePage(files.page, site.path),
  })
  let deliveries: Deliveries | undefined
  let ended: Promise<unknown> | undefined
  const signingKeys = createSigningKeys(services)
  const sendEvent: AttendOptions['send'] = (subscription, event) =>
    subscription.kind === 'push'
      ? pushToken(services, signingKeys, out, subscription, event)
      : sendWebhook(services, out, subscription, event)
  return {
    metrics: () => metrics.registry.getMetricsAsJSON(),
    handle: belowMount(site.path, pipeline.callback()),
    deliver() {
      later.begin()
      deliveries ??= runDeliveries({
        services,
        send: tracing === undefined ? sendEvent : traceDeliveries(sendEvent, tracing),
        onRound({ id, kind, organizationId }, { counts, off }) {
          metrics.countDeliveries(kind, counts)
          if (off !== null)
            log.warn({ organizationId, subscription: id, reason: off }, 'a subscription is switched off')
        },
        onError: (error, key) => log.error({ ...key, error: toLoggedError(error) }, 'events could not be delivered'),
      })
    },
    endWaits() {
      ended = Promise.all([deliveries?.stop(), later.stop()])
      watch.close()
    },
    async close() {
      await Promise.all([requests.close(), notes.close(), ended])
    },
  }
}
