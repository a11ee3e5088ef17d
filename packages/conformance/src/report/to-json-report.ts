import type { JudgedProfile } from '../profile/judge-requirements.ts'
import type { CheckResult, SuiteResult } from '../run-suite.ts'

/** The result as data: counts, every check, and each requirement of the profiles that are named. */
export function toJsonReport({ results, left, stopped }: SuiteResult, profiles: readonly JudgedProfile[] = []): object {
  return {
    ...countOutcomes(results),
    stopped,
    left,
    bySource: groupBy(results, ({ check }) => check.source),
    byProvider: groupBy(
      results.filter(({ check }) => check.provider !== null),
      ({ check }) => String(check.provider),
    ),
    requirements: profiles.flatMap(({ judgements, profile }) =>
      judgements.map(({ requirement: { id, level, of, section, text }, ...judged }) => ({
        profile,
        id,
        level,
        of,
        section,
        text,
        ...judged,
      })),
    ),
    checks: results.map(({ check, exchanges, milliseconds, outcome, reason }) => ({
      id: check.id,
      title: check.title,
      source: check.source,
      row: check.row,
      level: check.level,
      provider: check.provider,
      profile: check.profile,
      outcome,
      reason,
      milliseconds: Math.round(milliseconds),
      exchanges,
    })),
  }
}

export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Failures of what a server must do. */
  readonly failedMust: number
}

export function countOutcomes(results: readonly CheckResult[]): Counts {
  const count = (wanted: string): number => results.filter(({ outcome }) => outcome === wanted).length
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    failedMust: results.filter(({ check, outcome }) => outcome === 'failed' && check.level === 'must').length,
  }
}

/** The counts of each group, in the order in which the groups first appear. */
export function groupBy(
  results: readonly CheckResult[],
  nameOf: (result: CheckResult) => string,
): Readonly<Record<string, Counts>> {
  const groups = new Map<string, CheckResult[]>()
  for (const result of results) groups.set(nameOf(result), [...(groups.get(nameOf(result)) ?? []), result])
  return Object.fromEntries([...groups].map(([name, members]) => [name, countOutcomes(members)]))
}
