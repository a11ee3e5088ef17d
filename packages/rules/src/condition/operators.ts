import type { OperatorDefinition } from '@rolecall/core/plugin/mapping-kind'
import type { NamePattern } from '@rolecall/core/plugin/name-pattern'
import type { ownOperators } from '@rolecall/core/plugin/reserved-words'
import { comparesKeys } from '@rolecall/core/scim/filter/compares-keys'
import type { CompareOperator } from '@rolecall/core/scim/filter/filter'
import type { KeyScalar } from '@rolecall/core/scim/filter/resolved-filter'
import type { Json } from '@rolecall/core/scim/resource/resource-data'
import type { GroupsFact, MembershipFact } from './engine-facts.ts'
import { someGroupMatches, type GroupSetFilter } from './group-set.ts'

/** The comparisons of RFC 7644 §3.4.2.2 on comparison keys; `ne` is `not eq` and never reaches the engine. */
export const keyOperators = [
  'eq',
  'co',
  'sw',
  'ew',
  'gt',
  'ge',
  'lt',
  'le',
] as const satisfies readonly CompareOperator[]

export type KeyOperator = (typeof keyOperators)[number]

/** Our own comparisons of what is no list of values. */
const ownComparisons: Readonly<Record<(typeof ownOperators)[number], (left: never, right: never) => boolean>> = {
  holds: () => true,
  inGroup: ({ names }: GroupsFact, name: string) => names.has(name),
  someGroup: ({ elements }: GroupsFact, [set]: readonly [GroupSetFilter]) => someGroupMatches(set, elements),
  isNamed: ({ names }: MembershipFact, name: string) => names.includes(name),
  hasId: ({ id }: MembershipFact, wanted: string) => id === wanted,
  isCalled: ({ displayName }: MembershipFact, [pattern]: readonly [NamePattern]) =>
    displayName !== null && pattern.match(displayName) !== undefined,
}

/** The comparison of a whole value with a regular expression, which SCIM's filters do not have. */
export const matchesOperator = { name: 'matches', operand: 'required' } as const

export function isKeyOperator(name: string): name is KeyOperator {
  return keyOperators.some((operator) => operator === name)
}

/** Whether it is none that a plugin contributes. */
export function isOwnOperator(name: string): boolean {
  return Object.hasOwn(ownComparisons, name) || isKeyOperator(name) || name === matchesOperator.name || name === 'pr'
}

type Evaluate = (left: never, right: never) => boolean

/** Comparisons by name. */
export type Operators = ReadonlyMap<string, Evaluate>

/** What the engine calls: any value on the left compares so with any on the right. */
export function toOperators(contributed: readonly OperatorDefinition[]): Operators {
  const operators = new Map<string, Evaluate>(Object.entries(ownComparisons))
  for (const name of keyOperators) {
    operators.set(name, (left: readonly Json[], right: readonly Json[]) => comparesAny(left, name, right))
  }
  operators.set(matchesOperator.name, (left: readonly Json[], [pattern]: readonly [NamePattern]) =>
    left.some((value) => typeof value === 'string' && pattern.match(value) !== undefined),
  )
  operators.set('pr', (left: readonly Json[]) => left.length > 0)
  for (const operator of contributed) {
    operators.set(operator.name, (left: readonly Json[], right: readonly Json[]) => operator.evaluate(left, right))
  }
  return operators
}

function comparesAny(left: readonly Json[], operator: KeyOperator, right: readonly Json[]): boolean {
  return left.some((key) => right.some((value) => comparesKeys(key as KeyScalar, operator, value as KeyScalar)))
}
