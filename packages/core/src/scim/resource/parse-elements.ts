import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import type { Tolerances } from '../tolerance.ts'
import { isEmpty } from './is-empty.ts'
import { isPlainText } from './is-plain-text.ts'
import { looksEmbedded, parseEmbedded } from './parse-embedded.ts'
import { isJsonObject, type Json, type JsonObject } from './resource-data.ts'
import type { ValueContext } from './value-context.ts'
import { withGraphNames } from './with-graph-names.ts'

/**
 * The elements of what a client sends for an attribute with several values: of a list, of one value without a list
 * around it, or of JSON in a text. An element that names nobody is refused: dropped, it could leave a group empty.
 * Undefined where there is an issue.
 */
export function parseElements(
  definition: AttributeDefinition,
  value: unknown,
  path: string,
  { issues, tolerances }: ValueContext,
): readonly unknown[] | undefined {
  const elements = toElements(definition, value, tolerances)
  if (typeof elements === 'string') {
    issues.push({ path, message: elements })
    return undefined
  }
  const nobody = elements.flatMap((element, index) => (namesNobody(element) ? [`${path}[${index}]`] : []))
  for (const place of nobody) issues.push({ path: place, message: 'names no value' })
  return nobody.length > 0 ? undefined : elements
}

/** The elements, or the sentence that says what is wrong. */
function toElements(
  definition: AttributeDefinition,
  value: unknown,
  tolerances: Tolerances,
): readonly unknown[] | string {
  const embedded = typeof value === 'string' ? parseEmbedded(value) : undefined
  if (embedded !== undefined && tolerances.use('json-string')) return toEmbedded(definition, embedded, tolerances)
  if (Array.isArray(value)) return value as readonly unknown[]
  if (!tolerances.use('single-value')) return 'expected an array'
  if (typeof value !== 'string') return [value]
  if (definition.type === 'complex' ? isPlainText(value) : !looksEmbedded(value)) return [value]
  return 'expected an array; this text is neither JSON nor plainly one value'
}

function toEmbedded(
  definition: AttributeDefinition,
  embedded: JsonObject | readonly Json[],
  tolerances: Tolerances,
): readonly unknown[] {
  if (isJsonObject(embedded)) tolerances.record('single-value')
  const elements = isJsonObject(embedded) ? [embedded] : embedded
  return elements.map((element) => (isJsonObject(element) ? withGraphNames(definition, element) : element))
}

function namesNobody(element: unknown): boolean {
  return isEmpty(element) || (isJsonObject(element) && Object.keys(element).length === 0)
}
