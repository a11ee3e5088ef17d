import type { RuleFailure } from '../../directory/rule-failure.ts'
import type { FailedLineTemplate } from '../../directory/plan.ts'

/** The line of a plan for a rule that failed: equal for all people for whom it failed so. */
export function toFailedLine({ line, plugin, reason, rule, source }: RuleFailure): FailedLineTemplate {
  return { kind: 'failed', source, rule, line, plugin, reason }
}
