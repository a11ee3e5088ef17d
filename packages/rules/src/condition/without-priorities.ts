import type { NestedCondition, TopLevelCondition } from './engine-types.ts'

/** The same condition; the engine evaluates every part, while by priority it stops as soon as the rest can't matter. */
export function withoutPriorities(condition: TopLevelCondition): TopLevelCondition {
  return strip(condition) as TopLevelCondition
}

function strip(condition: NestedCondition): NestedCondition {
  if ('all' in condition) return { all: condition.all.map(strip) }
  if ('any' in condition) return { any: condition.any.map(strip) }
  if ('not' in condition) return { not: strip(condition.not) }
  const { priority: _, ...rest } = condition as NestedCondition & { readonly priority?: number }
  return rest
}
