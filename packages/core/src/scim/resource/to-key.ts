import type { KeyScalar } from '../filter/resolved-filter.ts'
import { fold } from '../fold.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { toInstant } from './to-instant.ts'

/** The comparison key of one plain value: folded unless `caseExact`; a dateTime as UTC instant. Undefined for null and broken dates. */
export function toKey(definition: AttributeDefinition, value: unknown): KeyScalar | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value !== 'string') return undefined
  if (definition.type === 'dateTime') return toInstant(value)
  return definition.caseExact ? value : fold(value)
}
