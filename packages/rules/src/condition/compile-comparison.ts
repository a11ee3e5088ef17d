import type { AttributeCondition } from '@rolecall/core/plugin/mapping-kind'
import { InvalidFilter } from '@rolecall/core/scim/errors'
import { resolveValue } from '@rolecall/core/scim/filter/resolve-value'
import { isJsonObject, type Json } from '@rolecall/core/scim/resource/resource-data'
import { findSubAttribute } from '@rolecall/core/scim/schema/find-attribute'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { suggestion } from '../node/nearest.ts'
import { ConditionMistake } from './condition-mistake.ts'
import type { NestedCondition } from './engine-types.ts'
import { isKeyOperator, keyOperators, type KeyOperator } from './operators.ts'
import { parseUserPath, PathMistake, type UserPath } from './user-path.ts'

/** What a comparison adds to, and the names of the operators that there are. */
export interface ComparisonContext {
  readonly paths: Map<string, UserPath>
  readonly operators: ReadonlySet<string>
  readonly userType: ResourceType
}

const strict = new Tolerances({ strict: true })

/**
 * One comparison. Those of RFC 7644 work on the fact `keys`, whose values are folded as the attribute's
 * definition says; contributed ones on the fact `user`, whose values are as sent. Throws ConditionMistake.
 */
export function compileComparison(condition: AttributeCondition, context: ComparisonContext): NestedCondition {
  const { operator, value } = condition
  if (operator === 'ne') return { not: compileComparison({ ...condition, operator: 'eq' }, context) }
  const path = usePath(condition.path, context)
  if (operator === 'pr') return { fact: 'user', path: path.text, operator, value: [] }
  if (operator === 'eq' && value === null) {
    return { not: { fact: 'user', path: path.text, operator: 'pr', value: [] } }
  }
  if (isKeyOperator(operator)) return compareKeys(path, operator, value, context)
  if (!context.operators.has(operator)) {
    const known = [...keyOperators, 'ne', 'pr', ...context.operators]
    throw new ConditionMistake(
      'UNKNOWN_OPERATOR',
      `The operator '${operator}' is not known; ${suggestion(operator, known)}`,
    )
  }
  return { fact: 'user', path: path.text, operator, value: rightSide('user', value, context) }
}

function compareKeys(
  left: UserPath,
  operator: KeyOperator,
  value: AttributeCondition['value'],
  context: ComparisonContext,
): NestedCondition {
  const path = significantPath(left, context)
  if (isPath(value)) {
    const right = significantPath(usePath(value.path, context), context)
    return { fact: 'keys', path: path.text, operator, value: { fact: 'keys', path: right.text } }
  }
  return { fact: 'keys', path: path.text, operator, value: [toKeyOf(path, operator, value)] }
}

/** A constant in the type of the attribute, as key. */
function toKeyOf(path: UserPath, operator: KeyOperator, value: Json) {
  if (typeof value === 'object') {
    throw new ConditionMistake('WRONG_TYPE', `'${path.text}' is compared with a text, a number, true or false.`)
  }
  const comparison = {
    kind: 'compare',
    path: { text: path.text, position: 0 },
    operator,
    value,
    text: String(value),
  } as const
  try {
    return resolveValue(path.leaf, comparison, operator, strict).value
  } catch (error) {
    if (!(error instanceof InvalidFilter)) throw error
    throw new ConditionMistake('WRONG_TYPE', `${error.message.replace(/ \(at position \d+ of the filter\)$/, '')}.`)
  }
}

/** A list, so that the engine never takes a constant for one of its own objects. */
function rightSide(fact: 'user' | 'keys', value: AttributeCondition['value'], context: ComparisonContext) {
  if (isPath(value)) return { fact, path: usePath(value.path, context).text }
  if (Array.isArray(value)) return value as readonly Json[]
  return value === null ? [] : [value]
}

function isPath(value: AttributeCondition['value']): value is { readonly path: string } {
  return isJsonObject(value) && typeof value['path'] === 'string'
}

/** `emails` compares by `emails.value` (RFC 7644 §3.4.2.2). */
function significantPath(path: UserPath, context: ComparisonContext): UserPath {
  if (path.leaf.type !== 'complex') return path
  if (findSubAttribute(path.attribute.attribute, 'value') === undefined) {
    throw new ConditionMistake('INVALID_PATH', `'${path.text}' is complex: name one of its sub-attributes.`)
  }
  return usePath(`${path.text}.value`, context)
}

function usePath(text: string, { paths, userType }: ComparisonContext): UserPath {
  const known = paths.get(text)
  if (known !== undefined) return known
  try {
    const path = parseUserPath(userType, text)
    paths.set(text, path)
    return path
  } catch (error) {
    if (!(error instanceof PathMistake)) throw error
    throw new ConditionMistake(error.code, error.message)
  }
}
