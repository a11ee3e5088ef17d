import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { MAX_ISSUES } from '../errors.ts'
import type { Tolerances } from '../tolerance.ts'
import { isPlainText } from './is-plain-text.ts'
import { namesNobody } from './names-nobody.ts'
import { needsValue } from './needs-value.ts'
import { looksEmbedded, parseEmbedded } from './parse-embedded.ts'
import { isJsonObject, type Json, type JsonObject } from './resource-data.ts'
import type { ValueContext } from './value-context.ts'
import { withGraphNames } from './with-graph-names.ts'

/** Values that an attribute may have, beyond what people and groups need. Not `members`: those are rows. */
export const MAX_VALUES = 1_000

/** Members that one value may name; a group may have more, by several requests. */
export const MAX_MEMBERS = 100_000

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
  const most = path === 'members' ? MAX_MEMBERS : MAX_VALUES
  if (elements.length > most) {
    issues.push({ path, message: tooManyValues(elements.length, most) })
    return undefined
  }
  if (!elements.some(namesNobody)) return elements
  for (const [index, element] of elements.entries()) {
    if (namesNobody(element)) issues.push({ path: `${path}[${index}]`, message: 'names no value' })
    if (issues.length > MAX_ISSUES) break
  }
  return undefined
}

/** The sentence about an attribute that has, or would have, too many values. */
export function tooManyValues(count: number, most = MAX_VALUES): string {
  return `has ${count} values; at most ${most} are allowed`
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
  // Too many are refused as they are.
  if (elements.length > MAX_VALUES && !needsValue(definition)) return elements
  return elements.map((element) => (isJsonObject(element) ? withGraphNames(definition, element) : element))
}
