import { parseDecimal } from '../parse-decimal.ts'
import { isStorableText } from '../storable-text.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import type { Tolerances } from '../tolerance.ts'
import { toInstant } from './to-instant.ts'

const BASE64 = /^[A-Za-z0-9+/_\s-]*={0,2}$/

/** Characters of a text, of which keys are made more than once; pictures and certificates are no such texts. */
export const MAX_TEXT = 1024 * 1024

/** A value in its attribute's type, or the sentence that says what is wrong with it. */
export type Parsed = { readonly value: string | number | boolean } | { readonly problem: string }

/** Reads a plain value in the type of its attribute (RFC 7643 §2.3). Text is kept as sent. */
export function parseScalar(definition: AttributeDefinition, value: unknown, tolerances: Tolerances): Parsed {
  switch (definition.type) {
    case 'boolean':
      return parseBoolean(value, tolerances)
    case 'integer':
    case 'decimal':
      return parseNumber(definition.type, value, tolerances)
    default:
      return parseText(definition, asText(definition, value, tolerances), tolerances)
  }
}

function parseBoolean(value: unknown, tolerances: Tolerances): Parsed {
  if (typeof value === 'boolean') return { value }
  const text = typeof value === 'string' ? value.toLowerCase() : ''
  if ((text === 'true' || text === 'false') && tolerances.use('string-boolean')) return { value: text === 'true' }
  return { problem: `expected true or false, found ${shown(value)}` }
}

function parseNumber(type: 'integer' | 'decimal', value: unknown, tolerances: Tolerances): Parsed {
  const number = typeof value === 'string' ? parseDecimal(value) : value
  const fits =
    typeof number === 'number' && (type === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number))
  if (fits && (typeof value === 'number' || tolerances.use('string-number'))) return { value: number }
  return { problem: `expected ${type === 'integer' ? 'an integer' : 'a number'}, found ${shown(value)}` }
}

/** An employee number is text that looks like a number. Not what is required: nobody is found again by a name that was none. */
function asText({ required, type }: AttributeDefinition, value: unknown, tolerances: Tolerances): unknown {
  const whole = typeof value === 'number' && Number.isSafeInteger(value)
  return whole && type === 'string' && !required && tolerances.use('number-string') ? String(value) : value
}

function parseText(definition: AttributeDefinition, value: unknown, { strict }: Tolerances): Parsed {
  if (typeof value !== 'string') return { problem: `expected a string, found ${shown(value)}` }
  if (definition.type === 'string' && value.length > MAX_TEXT)
    return { problem: `is longer than ${MAX_TEXT} characters` }
  if (!isStorableText(value)) return { problem: 'U+0000 and lone surrogates are not allowed' }
  if (definition.type === 'dateTime' && toInstant(value) === undefined) {
    return { problem: `expected a dateTime such as 2008-01-23T04:56:22Z, found ${shown(value)}` }
  }
  if (definition.type === 'binary' && !BASE64.test(value)) return { problem: 'expected base64' }
  if (strict && !isCanonicalType(definition, value))
    return { problem: `expected one of ${definition.canonicalValues?.join(', ')}, found ${shown(value)}` }
  return { value }
}

/** The values that `/Schemas` gives for a `type` are all that there are (SCIM Interoperability Profile §5.4); to the RFCs they are suggestions. */
function isCanonicalType({ name, canonicalValues, caseExact }: AttributeDefinition, value: string): boolean {
  if (name !== 'type' || canonicalValues === undefined) return true
  return canonicalValues.some((known) => (caseExact ? known === value : known.toLowerCase() === value.toLowerCase()))
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
