import type { OperatorDefinition } from '@rolecall/core/plugin/mapping-kind'
import { comparesKeys } from '@rolecall/core/scim/filter/compares-keys'
import type { CompareOperator } from '@rolecall/core/scim/filter/filter'
import type { KeyScalar } from '@rolecall/core/scim/filter/resolved-filter'
import type { Json } from '@rolecall/core/scim/resource/resource-data'

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

/** Every operator that is ours: no plugin may contribute one of that name. */
export const reservedOperators: readonly string[] = [...keyOperators, 'ne', 'pr', 'inGroup']

export function isKeyOperator(name: string): name is KeyOperator {
  return keyOperators.some((operator) => operator === name)
}

type Evaluate = (left: readonly Json[], right: readonly Json[]) => boolean

/** Comparisons by name. */
export type Operators = ReadonlyMap<string, Evaluate>

/** What the engine calls: any value on the left compares so with any on the right. */
export function toOperators(contributed: readonly OperatorDefinition[]): Operators {
  const operators = new Map<string, Evaluate>()
  for (const name of keyOperators) operators.set(name, (left, right) => comparesAny(left, name, right))
  operators.set('pr', (left) => left.length > 0)
  for (const operator of contributed) operators.set(operator.name, (left, right) => operator.evaluate(left, right))
  return operators
}

function comparesAny(left: readonly Json[], operator: KeyOperator, right: readonly Json[]): boolean {
  return left.some((key) => right.some((value) => comparesKeys(key as KeyScalar, operator, value as KeyScalar)))
}
