import type { NestedCondition, TopLevelCondition } from './engine-types.ts'
import type { Condition } from '@rolecall/core/plugin/mapping-kind'
import { compileComparison, type ComparisonContext } from './compile-comparison.ts'
import { ConditionMistake } from './condition-mistake.ts'
import { neededGroups } from './needed-groups.ts'
import type { UserPath } from './user-path.ts'

/** A condition as the engine takes it, and what it looks at. */
export interface CompiledCondition {
  readonly conditions: TopLevelCondition
  /** One of these groups must be there for it to hold; `null` where it may hold without any. */
  readonly needed: ReadonlySet<string> | null
  /** Every group that it mentions. */
  readonly groups: ReadonlySet<string>
  /** Every attribute of the user that it mentions, by the text of its path. */
  readonly paths: ReadonlyMap<string, UserPath>
}

/** The operators and attributes that there are. */
export type ConditionNames = Pick<ComparisonContext, 'operators' | 'userType'>

interface ConditionContext extends ComparisonContext {
  readonly groups: Set<string>
}

/** Compiles a checked tree to the engine's conditions. Throws ConditionMistake. */
export function compileCondition(condition: Condition, names: ConditionNames): CompiledCondition {
  const context: ConditionContext = { groups: new Set(), paths: new Map(), ...names }
  const compiled = compile(condition, context)
  const conditions: TopLevelCondition = isTopLevel(compiled) ? compiled : { all: [compiled] }
  return { conditions, needed: neededGroups(condition), groups: context.groups, paths: context.paths }
}

function compile(condition: Condition, context: ConditionContext): NestedCondition {
  if ('all' in condition) return { all: compileParts(condition.all, context) }
  if ('any' in condition) return { any: compileParts(condition.any, context) }
  if ('not' in condition) return { not: compile(condition.not, context) }
  if ('inGroup' in condition) {
    context.groups.add(condition.inGroup)
    return { fact: 'groups', operator: 'inGroup', value: condition.inGroup }
  }
  return compileComparison(condition, context)
}

/**
 * To the engine an empty list is true, for `any` too. It looks at comparisons before what is nested, and at
 * that only where they leave it open.
 */
function compileParts(parts: readonly Condition[], context: ConditionContext): NestedCondition[] {
  if (parts.length === 0) throw new ConditionMistake('EMPTY_CONDITION', 'A condition without parts says nothing.')
  return parts.map((part) => {
    const compiled = compile(part, context)
    return isTopLevel(compiled) ? compiled : { ...compiled, priority: 2 }
  })
}

function isTopLevel(condition: NestedCondition): condition is TopLevelCondition {
  return 'all' in condition || 'any' in condition || 'not' in condition
}
