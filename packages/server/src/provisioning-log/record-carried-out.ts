import type { CarriedOut } from '@rolecall/core/async/carry-out-next'
import type { BulkOutcomes } from '@rolecall/core/provisioning/bulk/bulk'
import { toBulkResponse } from '@rolecall/core/scim/message/bulk-response'

import type { RecordOptions } from './record-requests.ts'
import { createSecretNames } from './secret-names.ts'
import { toLogEntry, type EntryOptions } from './to-log-entry.ts'

/** Puts what a request came to that was carried out later into the provisioning log; that it was accepted is there already. */
export function createCarriedOutRecorder({
  services,
  log,
  metrics,
  bodies,
}: RecordOptions): (carried: CarriedOut) => void {
  const options: EntryOptions = { isSecret: createSecretNames(services.resourceTypes), bodies }
  return ({ asked, begun, key, outcomes, request, story, tolerances }) => {
    const observed = {
      requestId: request.txn,
      // `00-<trace>-<span>-<flags>`: of the request by which it was accepted.
      traceId: asked.cause.traceparent?.split('-')[1],
      method: asked.method,
      url: asked.url,
      time: begun,
      durationMs: Math.max(0, Date.parse(services.now()) - Date.parse(begun)),
      provider: key?.provider ?? key?.guessedProvider ?? null,
      tolerances: tolerances.recorded,
      leftOut: tolerances.leftOut,
      story,
      body: asked.body ?? undefined,
      parameter: asked.resource?.id ?? '',
      ...toAnswered(request.operations, outcomes),
    }
    const of = { id: asked.by.keyId, organizationId: request.organizationId }
    const entry = toLogEntry(observed, of, services.newId(), options)
    metrics.countScimRequest(entry.outcome, entry.provider)
    log.add(entry)
  }
}

/** As it would have been answered at once, but for the resource: its events have that. */
function toAnswered(operations: number | null, outcomes: BulkOutcomes) {
  const results = [...outcomes].sort(([a], [b]) => a - b).map(([, result]) => result)
  if (operations !== null) return { status: 200, answer: toBulkResponse(results) }
  const [result] = results
  const id = result?.location?.split('/').at(-1)
  const answer = result?.response ?? (id === undefined ? undefined : { id: decodeURIComponent(id) })
  return { status: Number(result?.status ?? 500), answer }
}
