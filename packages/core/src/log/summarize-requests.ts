import { judgeQuarantine, quarantine, toOutcomes, type QuarantineRisk } from '../directory/quarantine.ts'
import type { RequestCount } from '../directory/request-log.ts'
import type { OperationContext } from '../change/operation-context.ts'

const hourMs = 60 * 60 * 1_000

/** What a provider's requests came to in the last hours. */
export interface RequestSummary {
  readonly requests: number
  readonly failures: number
  /** Failures among the requests, from 0 to 1. */
  readonly ratio: number
  /** How many were answered 2xx though something of them was not done. */
  readonly leftOut: number
  readonly lastRequestAt: string | null
  readonly quarantine: {
    readonly threshold: number
    readonly minimum: number
    readonly at: QuarantineRisk
  }
  /** Every hour, oldest first, those without a request too; the last one is under way. */
  readonly hours: readonly { readonly from: string; readonly requests: number; readonly failures: number }[]
  /** The most frequent first. */
  readonly tolerances: readonly { readonly name: string; readonly count: number }[]
}

/** Sums up the current hour and the `hours - 1` before it. */
export async function summarizeRequests(
  { store, organizationId, now }: OperationContext,
  hours: number,
): Promise<RequestSummary> {
  const { requestLog } = store.read(organizationId)
  const last = Math.floor(Date.parse(now()) / hourMs) * hourMs
  const starts = Array.from({ length: hours }, (_, index) => toHour(last - (hours - 1 - index) * hourMs))
  const [counts, newest] = await Promise.all([
    requestLog.counts(starts[0] as string),
    requestLog.list({ after: null, limit: 1 }),
  ])
  const total = toOutcomes(counts)
  return {
    ...total,
    leftOut: counts.filter(({ kind }) => kind === 'left-out').reduce((sum, { requests }) => sum + requests, 0),
    lastRequestAt: newest[0]?.time ?? null,
    quarantine: { ...quarantine, at: judgeQuarantine(total) },
    hours: starts.map((from) => toHourOf(from, counts)),
    tolerances: countTolerances(counts),
  }
}

function countTolerances(counts: readonly RequestCount[]): RequestSummary['tolerances'] {
  const byName = new Map<string, number>()
  for (const { kind, name, requests } of counts)
    if (kind === 'tolerance') byName.set(name, (byName.get(name) ?? 0) + requests)
  return [...byName].map(([name, count]) => ({ name, count })).toSorted((a, b) => b.count - a.count)
}

function toHourOf(from: string, counts: readonly RequestCount[]): RequestSummary['hours'][number] {
  const { failures, requests } = toOutcomes(counts.filter(({ hour }) => hour === from))
  return { from, requests, failures }
}

function toHour(time: number): string {
  return new Date(time).toISOString()
}
