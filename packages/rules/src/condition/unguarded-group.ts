import type { Condition } from '@rolecall/core/plugin/condition'

/**
 * A negated condition on `group` or `member` that no positive one stands beside: it would hold for any other membership
 * of the person. `undefined` where there is none.
 */
export function findUnguardedGroup(condition: Condition, negated = false): Condition | undefined {
  if ('not' in condition) return findUnguardedGroup(condition.not, !negated)
  const parts = partsOf(condition)
  if (parts === undefined) return negated && isAboutMembership(condition) ? condition : undefined
  const together = 'all' in condition !== negated
  if (together && parts.some((part) => needsMembership(part, negated))) return undefined
  return parts.map((part) => findUnguardedGroup(part, negated)).find((found) => found !== undefined)
}

/** Whether it can hold only by a positive condition on the membership. */
function needsMembership(condition: Condition, negated: boolean): boolean {
  if ('not' in condition) return needsMembership(condition.not, !negated)
  const parts = partsOf(condition)
  if (parts === undefined) return !negated && isAboutMembership(condition)
  const together = 'all' in condition !== negated
  const needs = (part: Condition) => needsMembership(part, negated)
  return together ? parts.some(needs) : parts.every(needs)
}

/** Whether a comparison looks at the group of a membership or at the membership. */
export function isAboutMembership(condition: Condition): boolean {
  return 'group' in condition || ('path' in condition && (condition.of === 'group' || condition.of === 'member'))
}

function partsOf(condition: Condition): readonly Condition[] | undefined {
  if ('all' in condition) return condition.all
  return 'any' in condition ? condition.any : undefined
}
