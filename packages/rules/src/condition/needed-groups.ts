import type { Condition } from '@rolecall/core/plugin/condition'
import { neededOfSet } from './group-set.ts'
import { idToken, nameToken } from './group-token.ts'

/** Which groups count: that of the membership, those of the whole set of the person's, or both. */
export type GroupView = 'membership' | 'set' | 'both'

/**
 * Groups of which at least one must be there for the condition to hold; `null` where there are no
 * such groups. So a rule is looked at only for people in a group that it needs.
 */
export function neededGroups(condition: Condition, view: GroupView): ReadonlySet<string> | null {
  if ('all' in condition) return smallest(condition.all.map((part) => neededGroups(part, view)))
  if ('any' in condition) return union(condition.any.map((part) => neededGroups(part, view)))
  if (view !== 'membership') {
    if ('inGroup' in condition) return new Set([nameToken(condition.inGroup)])
    if ('someGroup' in condition) return neededOfSet(condition.someGroup)
  }
  if (view !== 'set' && 'group' in condition) {
    if ('name' in condition.group) return new Set([nameToken(condition.group.name)])
    if ('id' in condition.group) return new Set([idToken(condition.group.id)])
  }
  return null
}

/** All parts must hold: what any of them needs is needed; the fewest groups tell most. */
function smallest(parts: readonly (ReadonlySet<string> | null)[]): ReadonlySet<string> | null {
  const needs = parts.filter((part) => part !== null)
  return needs.reduce<ReadonlySet<string> | null>(
    (least, part) => (least !== null && least.size <= part.size ? least : part),
    null,
  )
}

/** One part may hold: without a need of its own, nothing is needed. */
function union(parts: readonly (ReadonlySet<string> | null)[]): ReadonlySet<string> | null {
  const groups = new Set<string>()
  for (const part of parts) {
    if (part === null) return null
    for (const group of part) groups.add(group)
  }
  return groups
}
