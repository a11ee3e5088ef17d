import type { Condition } from '@rolecall/core/plugin/mapping-kind'

/**
 * Groups of which a person must be in at least one for the condition to hold; `null` where there are no
 * such groups. So a rule is looked at only for people in a group that it needs.
 */
export function neededGroups(condition: Condition): ReadonlySet<string> | null {
  if ('inGroup' in condition) return new Set([condition.inGroup])
  if ('all' in condition) return smallest(condition.all.map(neededGroups))
  if ('any' in condition) return union(condition.any.map(neededGroups))
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
