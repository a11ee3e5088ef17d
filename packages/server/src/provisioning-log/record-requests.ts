import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import type { OperationServices } from '@rolecall/core/change/operation-context'

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

/**
 * Puts every SCIM request whose key is known into the provisioning log, after its answer: refused ones
 * too, as soon as the key tells whose they are. Only what was not even let in costs no writing.
 */
export function recordRequests({ services, log, metrics, bodies }: RecordOptions): Step {
  const options: EntryOptions = { isSecret: createSecretNames(services.resourceTypes), bodies }

  function record(observed: ObservedRequest, key: ApiKeyRecord): void {
    const entry = toLogEntry(observed, key, services.newId(), options)
    metrics.countScimRequest(entry.outcome, entry.provider)
    log.add(entry)
  }

  return async (context, next) => {
    if (!isScimPath(context.path)) return next()
    const time = services.now()
    const start = performance.now()
    await next()
    const durationMs = Math.round((performance.now() - start) * 1_000) / 1_000
    // Masking takes time that the answer need not wait for.
    setImmediate(() => {
      const key = findKey(context)
      if (key !== undefined && context.response.status !== 429) record(observe(context, time, durationMs), key)
    })
  }
}

/** Whose request it is, though its key may have been refused. */
function findKey({ state: { credential, key } }: RequestContext): ApiKeyRecord | undefined {
  return key ?? (credential?.by === 'key' ? credential.known : undefined)
}

function observe({ state, method, req, response }: RequestContext, time: string, durationMs: number): ObservedRequest {
  return {
    requestId: state.requestId,
    traceId: state.trace?.id,
    method,
    url: req.url ?? '',
    time,
    durationMs,
    status: response.status,
    provider: state.provider ?? null,
    tolerances: state.tolerances?.recorded ?? [],
    leftOut: state.tolerances?.leftOut ?? [],
    story: state.story ?? [],
    body: state.body,
    answer: state.answer?.body,
    parameter: state.parameter ?? '',
    txn: state.answer?.status === 202 ? state.answer.headers?.['Set-Txn']?.toString() : undefined,
  }
}
