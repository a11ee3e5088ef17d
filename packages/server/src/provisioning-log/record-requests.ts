import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import { findKnownKey } from '@rolecall/core/access/authenticate'
import type { OperationServices } from '@rolecall/core/change/operation-context'

import { presentedKey } from '../http/presented-key.ts'
import type { RequestContext, Step } from '../http/request-state.ts'
import { isScimPath } from '../route/scim-path.ts'
import type { Metrics } from '../system/metrics.ts'
import type { ProvisioningLog } from './provisioning-log.ts'
import { createSecretNames } from './secret-names.ts'
import { toLogEntry, type EntryOptions, type ObservedRequest } from './to-log-entry.ts'

export interface RecordOptions {
  readonly services: OperationServices
  readonly log: ProvisioningLog
  readonly metrics: Metrics
  /** Whether bodies are kept. */
  readonly bodies: boolean
}

/** Look-ups of the keys of refused requests at a time; a flood of those must not keep the database busy. */
const mostLookUps = 16

/**
 * Puts every SCIM request whose key is known into the provisioning log, after its answer: refused ones
 * too, as soon as the key tells whose they are. What goes wrong here is nobody's error.
 */
export function recordRequests({ services, log, metrics, bodies }: RecordOptions): Step {
  const options: EntryOptions = { isSecret: createSecretNames(services.resourceTypes), bodies }
  let lookUps = 0

  function record(observed: ObservedRequest, key: ApiKeyRecord): void {
    const entry = toLogEntry(observed, key, services.newId(), options)
    metrics.countScimRequest(entry.outcome, entry.provider)
    log.add(entry)
  }

  /** A request that was refused before its key was looked at, or because of it. */
  function recordRefused(observed: ObservedRequest, presented: string): void {
    if (lookUps >= mostLookUps) return
    lookUps++
    findKnownKey(services, presented)
      .then((key) => key && record(observed, key))
      .catch(() => {})
      .finally(() => lookUps--)
  }

  return async (context, next) => {
    if (!isScimPath(context.path)) return next()
    const time = services.now()
    const start = performance.now()
    await next()
    const durationMs = Math.round((performance.now() - start) * 1_000) / 1_000
    // Masking takes time that the answer need not wait for.
    setImmediate(() => {
      const observed = observe(context, time, durationMs)
      const presented = presentedKey(context.req.headers)
      if (context.state.key !== undefined) record(observed, context.state.key)
      else if (presented !== undefined && presented !== '') recordRefused(observed, presented)
    })
  }
}

function observe({ state, method, req, response }: RequestContext, time: string, durationMs: number): ObservedRequest {
  return {
    requestId: state.requestId,
    method,
    url: req.url ?? '',
    time,
    durationMs,
    status: response.status,
    provider: state.provider ?? null,
    tolerances: state.tolerances?.recorded ?? [],
    leftOut: state.tolerances?.leftOut ?? [],
    body: state.body,
    answer: state.answer?.body,
    parameter: state.parameter ?? '',
  }
}
