import { toReference, type Level, type Profile } from '../check.ts'
import type { CheckResult } from '../run-suite.ts'
import { profileRequirements, shows } from './profile-requirements.ts'
import type { Judgement, Requirement } from './requirement.ts'

/** A profile, and what a run has shown of each of its requirements. */
export interface JudgedProfile {
  readonly profile: Profile
  readonly judgements: readonly Judgement[]
}

/** Those of the profiles that have requirements; the RFCs are reported by their sections. */
export function judgeProfiles(profiles: readonly Profile[], results: readonly CheckResult[]): readonly JudgedProfile[] {
  const judged = profiles.map((profile) => ({
    profile,
    judgements: judgeRequirements(profileRequirements[profile], results),
  }))
  return judged.filter(({ judgements }) => judgements.length > 0)
}

/** How many of them there are of a status. */
export function countStatus({ judgements }: JudgedProfile, wanted: Judgement['status']): number {
  return judgements.filter(({ status }) => status === wanted).length
}

/** What the results of a run say of each requirement, in its order. */
export function judgeRequirements(
  requirements: readonly Requirement[],
  results: readonly CheckResult[],
): readonly Judgement[] {
  return requirements.map((requirement) => {
    const shown = results.filter(({ check }) => shows(check, requirement))
    return { requirement, ...judge(requirement, shown), checks: shown.map(({ check }) => check.id) }
  })
}

function judge(requirement: Requirement, shown: readonly CheckResult[]): Pick<Judgement, 'status' | 'reason'> {
  const failed = shown.find((result) => counts(result, requirement))
  if (failed !== undefined) return { status: 'not met', reason: sentenceOf(failed) }
  const { unseen = null } = requirement
  if (shown.some(({ outcome }) => outcome === 'passed')) return { status: 'met', reason: unseen }
  const [left] = shown
  return { status: 'not checked', reason: left?.reason ?? unseen ?? 'none of its checks was run' }
}

/** What is only allowed, or recommended, does not break what is required. */
function counts({ check, outcome }: CheckResult, { level }: Requirement): boolean {
  return outcome === 'failed' && weights[check.level] >= weights[level]
}

const weights: Readonly<Record<Level | 'note', number>> = { must: 3, should: 2, may: 1, note: 1 }

function sentenceOf({ check, reason }: CheckResult): string {
  return `${check.id} (${toReference(check)}): ${check.title}: ${reason ?? 'it failed'}`
}
