import Koa from 'koa'
import type { Logger } from 'pino'

import type { OperationServices } from '@rolecall/core/change/operation-context'

import type { AuditNotes } from './audit/audit-notes.ts'
import { toLoggedError } from './error/to-logged-error.ts'
import { limitLargeBodies } from './fairness/limit-large-bodies.ts'
import type { Rate } from './fairness/rate.ts'
import { awaitTurn, takeTurns } from './fairness/take-turns.ts'
import { tellRefused } from './fairness/tell-refused.ts'
import type { Turns } from './fairness/turns.ts'
import { admit } from './http/admit.ts'
import { assignRequestId } from './http/assign-request-id.ts'
import { authenticate } from './http/authenticate.ts'
import type { ClientOf } from './http/client-of.ts'
import { noticeDeparture } from './http/client-gone.ts'
import { chooseRoute, refuseUnrouted } from './http/choose-route.ts'
import { confirmRefusal } from './http/confirm-key.ts'
import { identify } from './http/identify.ts'
import { logRequests } from './http/log-requests.ts'
import { measureRequests } from './http/measure-requests.ts'
import { parseBody, readBody } from './http/read-body.ts'
import { refuseAmbiguous } from './http/refuse-ambiguous.ts'
import { renderErrors } from './http/render-errors.ts'
import { isSecure } from './http/request-origin.ts'
import type { RequestState } from './http/request-state.ts'
import { runHandler } from './http/run-handler.ts'
import type { Site } from './http/site.ts'
import { setSecureHeaders } from './http/secure-headers.ts'
import type { ProvisioningLog } from './provisioning-log/provisioning-log.ts'
import { recordRequests } from './provisioning-log/record-requests.ts'
import type { Answer } from './route/answer.ts'
import type { AnyRoute } from './route/route.ts'
import type { Metrics } from './system/metrics.ts'
import { traceRequests } from './trace/trace-requests.ts'
import type { Tracing } from './trace/tracing.ts'

export interface PipelineOptions {
  readonly services: OperationServices
  readonly routes: readonly AnyRoute[]
  readonly metrics: Metrics
  readonly log: Logger
  readonly site: Site
  /** The largest body that is read, in bytes. */
  readonly bodyLimit: number
  /** Whose requests are carried out when. */
  readonly turns: Turns
  readonly rate: Rate
  /** How long a request waits before it is refused because there are too many, in milliseconds. */
  readonly refusal: number
  readonly provisioningLog: ProvisioningLog
  /** Whether that log keeps bodies. */
  readonly logBodies: boolean
  /** What waits to be written into the audit. */
  readonly notes: AuditNotes
  readonly clientOf: ClientOf
  /** Absent where nothing is traced. */
  readonly tracing?: Tracing | undefined
  /** What a browser gets at an address that there is not; `null` for what a program gets. */
  readonly notFoundPage: (() => Answer) | null
}

/** What happens to every request, from top to bottom. */
export function createPipeline({
  services,
  routes,
  metrics,
  log,
  site,
  bodyLimit,
  turns,
  rate,
  refusal,
  provisioningLog,
  logBodies,
  notes,
  clientOf,
  tracing,
  notFoundPage,
}: PipelineOptions): Koa<RequestState> {
  const app = new Koa<RequestState>()
  const secure = isSecure(site.url)
  app.use(assignRequestId(services.newId))
  if (tracing !== undefined) app.use(traceRequests(tracing))
  app.use(setSecureHeaders(secure))
  app.use(noticeDeparture)
  app.use(logRequests(log))
  app.use(measureRequests(metrics))
  app.use(recordRequests({ services, log: provisioningLog, metrics, bodies: logBodies }))
  app.use(renderErrors(log, notFoundPage))
  app.use(refuseAmbiguous) // 400
  app.use(chooseRoute(routes))
  app.use(identify(services, site, clientOf))
  app.use(takeTurns(turns, rate, { onRefused: tellRefused(metrics, log), refusal })) // 429
  app.use(refuseUnrouted) // 404, 405
  app.use(authenticate(services, notes)) // 401, 403
  app.use(confirmRefusal(services, notes)) // 401
  app.use(admit(site)) // 401, 403
  app.use(limitLargeBodies())
  app.use(readBody(bodyLimit)) // 415, 413
  app.use(awaitTurn)
  app.use(parseBody) // 400, 422
  app.use(runHandler(services, notes, site, log))
  app.on('error', (error: unknown) => log.warn({ error: toLoggedError(error) }, 'connection failed'))
  return app
}
