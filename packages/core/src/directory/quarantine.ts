import type { RequestCount } from './request-log.ts'

/**
 * When Entra puts a provisioning job into quarantine: more than 40 % of its calls fail, judged from
 * 5,000 failures on (https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status).
 */
export const quarantine = { threshold: 0.4, minimum: 5_000 }

/** From here on we speak of it: half of the way, and enough calls that a ratio says something. */
const watched = { threshold: 0.2, requests: 20 }

/** `watch`: the ratio is on its way; `danger`: Entra would act at this ratio as soon as there are enough failures. */
export type QuarantineRisk = 'none' | 'watch' | 'danger'

/** What requests came to. */
export interface Outcomes {
  readonly requests: number
  readonly failures: number
  /** Failures among the requests, from 0 to 1. */
  readonly ratio: number
}

/** Sums up counts of outcomes; those of anything else are left out. */
export function toOutcomes(counts: readonly RequestCount[]): Outcomes {
  let all = 0
  let failures = 0
  for (const { kind, name, requests } of counts) {
    if (kind !== 'outcome') continue
    all += requests
    if (name !== 'success') failures += requests
  }
  return { requests: all, failures, ratio: all === 0 ? 0 : failures / all }
}

export function judgeQuarantine({ ratio, requests }: Outcomes): QuarantineRisk {
  if (requests < watched.requests || ratio <= watched.threshold) return 'none'
  return ratio > quarantine.threshold ? 'danger' : 'watch'
}

/** Whether the ratio is so far below what is spoken of that a provider has recovered, and does not just go up and down there. */
export function isRecovered({ ratio, requests }: Outcomes): boolean {
  return requests < watched.requests || ratio <= watched.threshold / 2
}
