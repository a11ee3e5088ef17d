import type { AttributeCondition } from '@rolecall/core/plugin/condition'
import type { NamePattern } from '@rolecall/core/plugin/name-pattern'
import { InvalidFilter } from '@rolecall/core/scim/errors'
import { resolveValue } from '@rolecall/core/scim/filter/resolve-value'
import { isJsonObject, type Json } from '@rolecall/core/scim/resource/resource-data'
import { findSubAttribute } from '@rolecall/core/scim/schema/find-attribute'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { compileNamePattern, PatternMistake } from '../pattern/name-pattern.ts'
import type { PatternAllowance } from '../pattern/pattern-allowance.ts'
import { suggestion } from '../node/suggestion.ts'
import type { Words } from '../vocabulary.ts'
import { ConditionMistake } from './condition-mistake.ts'
import type { NestedCondition } from './engine-types.ts'
import { parseFactPath, PathMistake, toFactPath, type FactPath } from './fact-path.ts'
import { toSourceTypes, type FactSource } from './fact-sources.ts'
import { isKeyOperator, keyOperators, matchesOperator, type KeyOperator } from './operators.ts'

/** What a comparison adds to, and the words that there are. */
export interface ComparisonContext {
  readonly paths: Map<string, FactPath>
  readonly words: Words
}

const strict = new Tolerances({ strict: true })

/**
 * One comparison. Those of RFC 7644 work on keys, whose values are folded as the attribute's definition says; contributed
 * ones on the values as sent. Throws ConditionMistake.
 */
export function compileComparison(condition: AttributeCondition, context: ComparisonContext): NestedCondition {
  const { operator, value } = condition
  if (operator === 'ne') return { not: compileComparison({ ...condition, operator: 'eq' }, context) }
  const path = findPath(condition, context)
  if (operator === 'pr') return compareSent(path, operator, [])
  if (operator === 'eq' && value === null) return { not: compareSent(path, 'pr', []) }
  if (isKeyOperator(operator)) return compareKeys(path, operator, value, context)
  if (operator === matchesOperator.name)
    return compareSent(path, operator, [toPattern(path, value, context.words.allowance)])
  const known = context.words.operators.map(({ name }) => name)
  if (!known.includes(operator)) {
    const all = [...keyOperators, 'ne', 'pr', matchesOperator.name, ...known]
    throw new ConditionMistake(
      'UNKNOWN_OPERATOR',
      `The operator '${operator}' is not known; ${suggestion(operator, all)}`,
    )
  }
  return compareSent(path, operator, toRightSide(path.of, value, context))
}

/**
 * The constant that an attribute must be equal to for the comparison to hold, as the engine compares it; `null` where it
 * may hold without one.
 */
export function constantOf(condition: AttributeCondition, context: ComparisonContext) {
  const { operator, value } = condition
  if (operator !== 'eq' || value === null || isPath(value)) return null
  const path = significantPath(findPath(condition, context), context)
  return { path, key: toKeyOf(path, operator, value) }
}

function compareSent({ of, key }: FactPath, operator: string, value: unknown): NestedCondition {
  return { fact: of, path: key, operator, value }
}

function compareKeys(
  left: FactPath,
  operator: KeyOperator,
  value: AttributeCondition['value'],
  context: ComparisonContext,
): NestedCondition {
  const path = significantPath(left, context)
  const fact = `${path.of}:keys`
  if (isPath(value)) {
    const right = significantPath(usePath(path.of, value.path, context), context)
    return { fact, path: path.key, operator, value: { fact, path: right.key } }
  }
  return { fact, path: path.key, operator, value: [toKeyOf(path, operator, value)] }
}

/** A constant in the type of the attribute, as key. */
function toKeyOf(path: FactPath, operator: KeyOperator, value: Json) {
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
    throw new ConditionMistake('WRONG_TYPE', `${error.reason}.`)
  }
}

/** The pattern of a `matches`. Throws ConditionMistake. */
export function toPattern(
  path: Pick<FactPath, 'text'>,
  value: AttributeCondition['value'],
  allowance?: PatternAllowance,
): NamePattern {
  if (typeof value !== 'string') {
    throw new ConditionMistake('WRONG_TYPE', `'${path.text}' is matched by a regular expression, which is a text.`)
  }
  try {
    return compileNamePattern(value, allowance)
  } catch (error) {
    if (!(error instanceof PatternMistake)) throw error
    throw new ConditionMistake(
      'INVALID_PATTERN',
      `'${value}' is no regular expression that can be matched: ${error.message}.`,
    )
  }
}

/** A list, so that the engine never takes a constant for one of its own objects. */
function toRightSide(of: FactSource, value: AttributeCondition['value'], context: ComparisonContext) {
  if (isPath(value)) return { fact: of, path: usePath(of, value.path, context).key }
  if (Array.isArray(value)) return value as readonly Json[]
  return value === null ? [] : [value]
}

function isPath(value: AttributeCondition['value']): value is { readonly path: string } {
  return isJsonObject(value) && typeof value['path'] === 'string'
}

/** `emails` compares by `emails.value` (RFC 7644 §3.4.2.2). */
function significantPath(path: FactPath, context: ComparisonContext): FactPath {
  if (path.leaf.type !== 'complex' || path.attribute === null) return path
  if (findSubAttribute(path.attribute.attribute, 'value') === undefined) {
    throw new ConditionMistake('INVALID_PATH', `'${path.text}' is complex: name one of its sub-attributes.`)
  }
  return usePath(path.of, `${path.text}.value`, context)
}

function findPath({ fact, of = 'user', path }: AttributeCondition, context: ComparisonContext): FactPath {
  if (fact === undefined) return usePath(of, path, context)
  const definition = context.words.facts.find(({ name }) => name === fact)
  if (definition?.of !== of) throw new ConditionMistake('UNKNOWN_FACT', `There is no fact '${fact}' about the ${of}.`)
  const found = context.paths.get(`fact ${fact}`) ?? toFactPath(definition)
  context.paths.set(found.key, found)
  return found
}

function usePath(of: FactSource, text: string, { paths, words }: ComparisonContext): FactPath {
  const known = paths.get(`${of} ${text}`)
  if (known !== undefined) return known
  try {
    const path = parseFactPath(of, text, toSourceTypes(words))
    paths.set(path.key, path)
    return path
  } catch (error) {
    if (!(error instanceof PathMistake)) throw error
    throw new ConditionMistake(error.code, error.message)
  }
}
