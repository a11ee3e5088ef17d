import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import type { Tolerances } from '../tolerance.ts'
import { isEmpty } from './is-empty.ts'
import { isPlainText } from './is-plain-text.ts'
import { looksEmbedded, parseEmbedded } from './parse-embedded.ts'
import { isJsonObject } from './resource-data.ts'
import type { ValueContext } from './value-context.ts'

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
  const meant = embedded !== undefined && tolerances.use('json-string') ? embedded : value
  if (Array.isArray(meant)) return meant as readonly unknown[]
  if (!tolerances.use('single-value')) return 'expected an array'
  if (typeof meant !== 'string') return [meant]
  if (definition.type === 'complex' ? isPlainText(meant) : !looksEmbedded(meant)) return [meant]
  return 'expected an array; this text is neither JSON nor plainly one value'
}

function namesNobody(element: unknown): boolean {
  return isEmpty(element) || (isJsonObject(element) && Object.keys(element).length === 0)
}
