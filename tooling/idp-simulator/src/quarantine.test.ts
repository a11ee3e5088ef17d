import { describe, expect, it } from 'vitest'

import type { Outcome, OutcomeKind } from './outcome.ts'
import { judgeQuarantine, type QuarantineReason } from './quarantine.ts'

function outcomes(count: number, kind: OutcomeKind, status: number): Outcome[] {
  const ok = status < 300
  const outcome: Outcome = {
    kind,
    resourceType: 'User',
    objectId: 'x',
    status,
    ok,
    error: ok ? null : String(status),
    attempts: 1,
  }
  return Array.from({ length: count }, () => outcome)
}

/** The examples of "Escrow thresholds". */
describe('quarantine', () => {
  it.each<[name: string, outcomes: Outcome[], reason: QuarantineReason | null]>([
    ['4,000 failures and no success', outcomes(4_000, 'create', 400), null],
    ['5,000 failures and no success', outcomes(5_000, 'create', 400), 'proportion'],
    [
      '30,000 failures and 5,000 successes',
      [...outcomes(30_000, 'create', 400), ...outcomes(5_000, 'create', 201)],
      'proportion',
    ],
    [
      '20,000 failures and 100,000 successes',
      [...outcomes(20_000, 'create', 400), ...outcomes(100_000, 'create', 201)],
      null,
    ],
    [
      '45,000 failures and 100,000 successes',
      [...outcomes(45_000, 'create', 400), ...outcomes(100_000, 'create', 201)],
      'failures',
    ],
    ['41,000 failures of references', [...outcomes(41_000, 'add-members', 400), ...outcomes(1, 'create', 201)], null],
    [
      '40,000 failures and 21,000 of managers',
      [...outcomes(40_000, 'create', 400), ...outcomes(21_000, 'set-manager', 400), ...outcomes(80_000, 'create', 201)],
      'all-failures',
    ],
    ['wrong credentials', outcomes(1, 'match', 401), 'credentials'],
    ['a 404 to a filter', outcomes(1, 'match', 404), 'compliance'],
    ['a 404 to the connection test', outcomes(1, 'test-connection', 404), 'compliance'],
    ['nothing', [], null],
  ])('judges %s', (_name, given, reason) => {
    expect(judgeQuarantine(given)).toMatchObject({ reason, quarantined: reason !== null })
  })

  it('shows the ratio long before it counts, references left out', () => {
    const given = [...outcomes(1, 'create', 409), ...outcomes(3, 'create', 201), ...outcomes(6, 'add-members', 400)]
    expect(judgeQuarantine(given)).toEqual({
      calls: 10,
      failures: 7,
      failureRatio: 0.25,
      quarantined: false,
      reason: null,
    })
  })
})
