import type { SourceFact } from '../condition/engine-facts.ts'
import { isTopLevel, type NestedCondition } from '../condition/engine-types.ts'
import { getPath, resolvePath, type EngineParts } from './run-engine.ts'

type Facts = Readonly<Record<string, unknown>>

/**
 * What json-rules-engine would say of a condition, without a run of it. Throws where the engine fails: it makes all comparisons
 * of a list whatever the first one says, and evaluates all that is nested in it, unless the comparisons have settled it.
 */
export function isSatisfied(condition: NestedCondition, facts: Facts, parts: EngineParts): boolean {
  if ('all' in condition) return !hasOne(condition.all, false, facts, parts)
  if ('any' in condition) return hasOne(condition.any, true, facts, parts)
  if ('not' in condition) return !isSatisfied(condition.not, facts, parts)
  return isTrue(condition as Comparison, facts, parts)
}

/** Whether one of a list comes to this answer. */
function hasOne(list: readonly NestedCondition[], answer: boolean, facts: Facts, parts: EngineParts): boolean {
  const isAmong = (nested: boolean) => {
    let found = false
    for (const part of list) {
      if (isTopLevel(part) === nested && isSatisfied(part, facts, parts) === answer) found = true
    }
    return found
  }
  return isAmong(false) || isAmong(true)
}

/** A fact, or what is at a path in it. */
interface FactReference {
  readonly fact: string
  readonly path?: string
}

interface Comparison extends FactReference {
  readonly operator: string
  readonly value: unknown
}

function isTrue(comparison: Comparison, facts: Facts, parts: EngineParts): boolean {
  const { operator, value } = comparison
  const evaluate = parts.operators.get(operator)
  if (evaluate === undefined) throw new Error(`The operator '${operator}' is not known`)
  const right = isReference(value) ? valueOf(value, facts, parts) : value
  return evaluate(valueOf(comparison, facts, parts) as never, right as never)
}

function isReference(value: unknown): value is FactReference {
  return typeof value === 'object' && value !== null && 'fact' in value
}

function valueOf({ fact, path }: FactReference, facts: Facts, { paths }: EngineParts): unknown {
  const value = facts[fact]
  if (value === undefined) throw new Error(`There is no fact '${fact}'`)
  return path === undefined ? value : resolvePath(value as SourceFact, getPath(paths, path))
}
