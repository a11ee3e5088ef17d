import type { DecidedSection } from '../decider.ts'
import type { RuleFailure } from '../directory/rule-failure.ts'
import { sectionOf, toRuleId } from '../directory/rule-id.ts'

/** The names of sections that can ask for such an effect. */
export function sectionsGiving(
  sections: readonly DecidedSection[],
  isWanted: (effect: string) => boolean,
): ReadonlySet<string> {
  const giving = sections.filter(({ effects }) => effects === 'any' || [...effects].some(isWanted))
  return new Set(giving.map(({ name }) => name))
}

/** Whether a row of that person and rule stays as it is, because the rule, or a hook, has failed for the person. */
export function keptRows(failures: readonly RuleFailure[]): (userId: string, ruleId: string) => boolean {
  const keys = failures.map(({ rule, source, subject, whole }) =>
    keyOf(subject, whole === true ? source : toRuleId(source, rule)),
  )
  const failed = new Set(keys)
  return (userId, ruleId) => failed.has(keyOf(userId, ruleId)) || failed.has(keyOf(userId, sectionOf(ruleId)))
}

function keyOf(userId: string, ruleId: string): string {
  return `${userId} ${ruleId}`
}
