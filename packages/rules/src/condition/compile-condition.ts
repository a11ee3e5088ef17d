import type { Condition } from '@rolecall/core/plugin/condition'
import type { NamePattern } from '@rolecall/core/plugin/name-pattern'
import { InvalidFilter } from '@rolecall/core/scim/errors'
import type { Words } from '../vocabulary.ts'
import { compileComparison, type ComparisonContext } from './compile-comparison.ts'
import { ConditionMistake } from './condition-mistake.ts'
import { isTopLevel, type NestedCondition, type TopLevelCondition } from './engine-types.ts'
import type { FactPath } from './fact-path.ts'
import { resolveGroupSet, type GroupSetFilter } from './group-set.ts'

/** A condition as the engine takes it, and what it looks at. */
export interface CompiledCondition {
  readonly conditions: TopLevelCondition
  /** Every attribute and every contributed fact that it looks at, by the engine's name. */
  readonly paths: ReadonlyMap<string, FactPath>
  /** Folded names and ids of the group of a membership. */
  readonly names: ReadonlySet<string>
  readonly ids: ReadonlySet<string>
  readonly patterns: ReadonlySet<NamePattern>
  /** Folded names and ids in conditions on the whole set of a person's groups. */
  readonly setNames: ReadonlySet<string>
  readonly setIds: ReadonlySet<string>
  /** Whether such a condition may hold through any group. */
  readonly looksAtSet: boolean
}

interface ConditionContext extends ComparisonContext {
  readonly names: Set<string>
  readonly ids: Set<string>
  readonly patterns: Set<NamePattern>
  readonly setNames: Set<string>
  readonly setIds: Set<string>
  looksAtSet: boolean
}

/** Compiles a checked tree to the engine's conditions. Throws ConditionMistake. */
export function compileCondition(condition: Condition, words: Words): CompiledCondition {
  const context: ConditionContext = {
    words,
    paths: new Map(),
    names: new Set(),
    ids: new Set(),
    patterns: new Set(),
    setNames: new Set(),
    setIds: new Set(),
    looksAtSet: false,
  }
  const compiled = compile(condition, context)
  const { words: _, ...looksAt } = context
  return { ...looksAt, conditions: isTopLevel(compiled) ? compiled : { all: [compiled] } }
}

function compile(condition: Condition, context: ConditionContext): NestedCondition {
  if ('all' in condition) return { all: compileParts(condition.all, context) }
  if ('any' in condition) return { any: compileParts(condition.any, context) }
  if ('not' in condition) return { not: compile(condition.not, context) }
  if ('always' in condition) return { fact: 'always', operator: 'holds', value: true }
  if ('inGroup' in condition) {
    context.setNames.add(condition.inGroup)
    return { fact: 'groups', operator: 'inGroup', value: condition.inGroup }
  }
  if ('someGroup' in condition) return compileSet(resolveSet(condition), context)
  if ('group' in condition) return compileGroup(condition.group, context)
  return compileComparison(condition, context)
}

function compileGroup(group: Extract<Condition, { group: unknown }>['group'], context: ConditionContext) {
  if ('name' in group) {
    context.names.add(group.name)
    return { fact: 'membership', operator: 'isNamed', value: group.name }
  }
  if ('id' in group) {
    context.ids.add(group.id)
    return { fact: 'membership', operator: 'hasId', value: group.id }
  }
  context.patterns.add(group.pattern)
  return { fact: 'membership', operator: 'isCalled', value: [group.pattern] }
}

function resolveSet({ someGroup }: Extract<Condition, { someGroup: unknown }>): GroupSetFilter {
  try {
    return resolveGroupSet(someGroup)
  } catch (error) {
    if (!(error instanceof InvalidFilter)) throw error
    throw new ConditionMistake('INVALID_PATH', `${error.reason}.`)
  }
}

function compileSet(set: GroupSetFilter, context: ConditionContext): NestedCondition {
  for (const name of set.names) context.setNames.add(name)
  for (const id of set.ids) context.setIds.add(id)
  if (set.looksAtAny) context.looksAtSet = true
  return { fact: 'groups', operator: 'someGroup', value: [set] }
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
