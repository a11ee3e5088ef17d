import { isReference, type Outcome } from './outcome.ts'

export type QuarantineReason = 'credentials' | 'compliance' | 'proportion' | 'failures' | 'all-failures'

/** Whether the job would be quarantined, and how near it is. */
export interface QuarantineVerdict {
  readonly calls: number
  readonly failures: number
  /** Failed part of the calls that are no references, from 0 to 1; shown long before it counts. */
  readonly failureRatio: number
  readonly quarantined: boolean
  readonly reason: QuarantineReason | null
}

/**
 * "Quarantine status in Microsoft Entra application provisioning", Escrow thresholds: judged from 5,000 failures on;
 * above 40 % of the calls, or more than 40,000 failures, references not counted; or more than 60,000 with them. Wrong
 * credentials, and a 404 where a list was expected, count at once.
 */
export function judgeQuarantine(outcomes: readonly Outcome[]): QuarantineVerdict {
  const failed = outcomes.filter((outcome) => !outcome.ok)
  const own = outcomes.filter((outcome) => !isReference(outcome))
  const ownFailed = failed.filter((outcome) => !isReference(outcome))
  const failureRatio = own.length === 0 ? 0 : ownFailed.length / own.length
  const reason = findReason(failed, ownFailed.length, failureRatio)
  return { calls: outcomes.length, failures: failed.length, failureRatio, quarantined: reason !== null, reason }
}

function findReason(failed: readonly Outcome[], ownFailures: number, ratio: number): QuarantineReason | null {
  if (failed.some(({ status }) => status === 401 || status === 403)) return 'credentials'
  if (failed.some(({ kind, status }) => status === 404 && (kind === 'test-connection' || kind === 'match'))) {
    return 'compliance'
  }
  if (failed.length > 60_000) return 'all-failures'
  if (ownFailures > 40_000) return 'failures'
  return ownFailures >= 5_000 && ratio > 0.4 ? 'proportion' : null
}
