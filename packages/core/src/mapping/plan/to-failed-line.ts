import type { RuleFailure } from '../../decider.ts'
import type { FailedLineTemplate } from './plan.ts'

/** The line of a plan for a rule that failed: equal for all people for whom it failed so. */
export function toFailedLine({ line, plugin, reason, rule, source }: RuleFailure): FailedLineTemplate {
  return { kind: 'failed', source, rule, line, plugin, reason }
}
