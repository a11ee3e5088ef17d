import { InvalidFilter } from '../errors.ts'
import { parseDecimal } from '../parse-decimal.ts'
import { toKey } from '../resource/to-key.ts'
import type { AttributeDefinition, AttributeType } from '../schema/attribute-definition.ts'
import type { Tolerances } from '../tolerance.ts'
import type { Comparison } from './filter.ts'
import type { KeyScalar, ResolvedComparison } from './resolved-filter.ts'

const ORDERED = ['eq', 'gt', 'ge', 'lt', 'le']
const TEXT = [...ORDERED, 'co', 'sw', 'ew']
const OPERATORS: Readonly<Record<Exclude<AttributeType, 'complex'>, readonly string[]>> = {
  string: TEXT,
  reference: TEXT,
  binary: ['eq', 'co', 'sw', 'ew'],
  boolean: ['eq'],
  integer: ORDERED,
  decimal: ORDERED,
  dateTime: ORDERED,
}

type Value = Pick<ResolvedComparison, 'value' | 'written'>

/**
 * The value of a comparison in the type of its attribute (RFC 7644 §3.4.2.2, table 3): as written and as key.
 * Throws InvalidFilter where operator, value and type do not go together.
 */
export function resolveValue(
  definition: AttributeDefinition,
  comparison: Comparison,
  operator: ResolvedComparison['operator'],
  tolerances: Tolerances,
): Value {
  const { type } = definition
  if (type === 'complex' || !OPERATORS[type].includes(operator)) {
    throw new InvalidFilter(
      `'${operator}' does not apply to the ${type} '${comparison.path.text}'`,
      comparison.path.position,
    )
  }
  const written = toTyped(type, comparison, tolerances)
  const value = written === undefined ? undefined : toKey(definition, written)
  if (written === undefined || value === undefined) {
    throw new InvalidFilter(
      `'${comparison.path.text}' is compared with a ${type}, not with ${JSON.stringify(comparison.value)}`,
      comparison.path.position,
    )
  }
  return { value, written }
}

function toTyped(type: AttributeType, { value, text }: Comparison, tolerances: Tolerances): KeyScalar | undefined {
  if (value === null) return undefined
  if (type === 'boolean') return toBoolean(value, tolerances)
  if (type === 'integer' || type === 'decimal') return toNumber(value, tolerances)
  if (typeof value === 'string') return value
  return tolerances.use('unquoted-value') ? text : undefined
}

function toBoolean(value: KeyScalar, tolerances: Tolerances): boolean | undefined {
  if (typeof value === 'boolean') return value
  const text = String(value).toLowerCase()
  if (text !== 'true' && text !== 'false') return undefined
  return tolerances.use('string-boolean') ? text === 'true' : undefined
}

function toNumber(value: KeyScalar, tolerances: Tolerances): number | undefined {
  if (typeof value === 'number') return value
  const number = typeof value === 'string' ? parseDecimal(value) : undefined
  return number !== undefined && tolerances.use('string-number') ? number : undefined
}
