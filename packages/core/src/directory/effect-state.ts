import type { Assignment } from '../plugin/assignment.ts'
import { isOver } from './grant.ts'
import { keptAs } from './kept-effect.ts'

/** What is shown of something beside a role: the first of these that applies, as of a grant. */
export type EffectState = 'withheld' | 'expired' | 'retained' | 'active'

export function effectState(given: Assignment, now: string): EffectState {
  if (isWithheld(given)) return 'withheld'
  if (isOver(given, now)) return 'expired'
  return keptAs(given) === undefined ? 'active' : 'retained'
}

/** Whether it waits for an owner, and is not in force. */
export function isWithheld({ withheldOf = null }: Pick<Assignment, 'withheldOf'>): boolean {
  return withheldOf !== null
}

/** Whether the person has it. */
export function isInForce(given: Assignment, now: string): boolean {
  return !isWithheld(given) && !isOver(given, now)
}
