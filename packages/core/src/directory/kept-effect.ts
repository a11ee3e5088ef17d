import type { Assignment } from '../plugin/assignment.ts'
import { toRuleId } from './rule-id.ts'

/**
 * What is in force beside roles though no rule gives it: kept by the brake until an owner decides, or by an owner. It stands
 * under a source of its own, which neither a section nor a plugin can have, so that no decision takes it away.
 */
export interface KeptEffect {
  /** The hold of the brake; `null` for what an owner has kept. */
  readonly holdId: string | null
  /** The rule that gave it. */
  readonly ruleId: string
}

const byBrake = 'kept:brake'
const byOwner = 'kept:owner'

export function toBraked(given: Assignment, holdId: string): Assignment {
  return { ...given, source: byBrake, rule: `${holdId} ${originOf(given)}` }
}

export function toOwned(kept: Assignment): Assignment {
  return { ...kept, source: byOwner, rule: originOf(kept) }
}

/** By what it is kept; `undefined` for what a rule or a hook gives. */
export function keptAs({ rule, source }: Assignment): KeptEffect | undefined {
  if (source === byOwner) return { holdId: null, ruleId: rule }
  if (source !== byBrake) return undefined
  const [holdId = ''] = rule.split(' ', 1)
  return { holdId, ruleId: rule.slice(holdId.length + 1) }
}

/** The rule of the organization that gives it, or gave it. */
export function originOf(assignment: Assignment): string {
  return keptAs(assignment)?.ruleId ?? toRuleId(assignment.source, assignment.rule)
}
