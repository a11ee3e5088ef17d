import type { RequestCount } from '../directory/request-log.ts'
import type { OperationContext } from '../change/operation-context.ts'

/**
 * When Entra puts a provisioning job into quarantine: more than 40 % of its calls fail, judged from
 * 5,000 failures on (https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status).
 */
const quarantine = { threshold: 0.4, minimum: 5_000 }

/** From here on we speak of it: half of the way in both, and enough calls that a ratio says something. */
const watched = { threshold: 0.2, requests: 20 }

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
    /** `watch`: the ratio is on its way; `danger`: Entra would act at this ratio as soon as there are enough failures. */
    readonly at: 'none' | 'watch' | 'danger'
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
  const outcomes = counts.filter(({ kind }) => kind === 'outcome')
  const perHour = starts.map((from) => ({ from, ...sum(outcomes.filter(({ hour }) => hour === from)) }))
  const total = sum(outcomes)
  const ratio = total.requests === 0 ? 0 : total.failures / total.requests
  return {
    ...total,
    ratio,
    leftOut: sum(counts.filter(({ kind }) => kind === 'left-out')).requests,
    lastRequestAt: newest[0]?.time ?? null,
    quarantine: { ...quarantine, at: judge(ratio, total.requests) },
    hours: perHour,
    tolerances: countTolerances(counts),
  }
}

function judge(ratio: number, requests: number): RequestSummary['quarantine']['at'] {
  if (requests < watched.requests || ratio <= watched.threshold) return 'none'
  return ratio > quarantine.threshold ? 'danger' : 'watch'
}

function sum(outcomes: readonly RequestCount[]): { readonly requests: number; readonly failures: number } {
  let all = 0
  let failures = 0
  for (const { name, requests } of outcomes) {
    all += requests
    if (name !== 'success') failures += requests
  }
  return { requests: all, failures }
}

function countTolerances(counts: readonly RequestCount[]): RequestSummary['tolerances'] {
  const byName = new Map<string, number>()
  for (const { kind, name, requests } of counts)
    if (kind === 'tolerance') byName.set(name, (byName.get(name) ?? 0) + requests)
  return [...byName].map(([name, count]) => ({ name, count })).toSorted((a, b) => b.count - a.count)
}

function toHour(time: number): string {
  return new Date(time).toISOString()
}
