import type { ConditionTrace } from '../directory/condition-trace.ts'

/** The parts of a condition that are why it does not hold: each would have to come out otherwise. */
export type FailingCondition = Extract<ConditionTrace, { readonly kind: 'comparison' | 'group' }> & {
  /** It holds, and stands under a `not`. */
  readonly mustNot: boolean
}

/** Why a condition does not hold; nothing for one that does. Of an `or` every part is a reason. */
export function failingConditions(trace: ConditionTrace, mustNot = false): readonly FailingCondition[] {
  if (trace.result !== mustNot) return []
  switch (trace.kind) {
    case 'not':
      return failingConditions(trace.part, !mustNot)
    case 'all':
    case 'any':
      return trace.parts.flatMap((part) => failingConditions(part, mustNot))
    default:
      return [{ ...trace, mustNot }]
  }
}

/** How many facts would have to change at least for a condition to hold. */
export function distanceOf(trace: ConditionTrace, mustNot = false): number {
  if (trace.result !== mustNot) return 0
  if (trace.kind === 'not') return distanceOf(trace.part, !mustNot)
  if (trace.kind !== 'all' && trace.kind !== 'any') return 1
  const parts = trace.parts.map((part) => distanceOf(part, mustNot))
  // Under a `not` the laws of De Morgan hold: all parts of an `or` have to fail, and one of an `and`.
  const needsEvery = (trace.kind === 'all') !== mustNot
  return needsEvery ? parts.reduce((sum, part) => sum + part, 0) : Math.min(...parts)
}
