import type { Outcome, OutcomeKind, Skip } from './outcome.ts'
import { judgeQuarantine, type QuarantineVerdict } from './quarantine.ts'

/** What a cycle did. */
export interface CycleReport {
  /** One for each request, in the order in which they ended. */
  readonly outcomes: readonly Outcome[]
  readonly failures: readonly Outcome[]
  readonly skipped: readonly Skip[]
  /** How many requests of each kind succeeded and failed; a kind that did not occur is absent. */
  readonly counts: Partial<Record<OutcomeKind, { readonly succeeded: number; readonly failed: number }>>
  readonly quarantine: QuarantineVerdict
}

export function summarizeCycle(outcomes: readonly Outcome[], skipped: readonly Skip[]): CycleReport {
  const counts: Partial<Record<OutcomeKind, { succeeded: number; failed: number }>> = {}
  for (const { kind, ok } of outcomes) {
    const count = (counts[kind] ??= { succeeded: 0, failed: 0 })
    count[ok ? 'succeeded' : 'failed']++
  }
  const failures = outcomes.filter((outcome) => !outcome.ok)
  return { outcomes, failures, skipped, counts, quarantine: judgeQuarantine(outcomes) }
}
