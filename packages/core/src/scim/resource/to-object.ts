import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { findSubAttribute } from '../schema/find-attribute.ts'
import type { Tolerances } from '../tolerance.ts'
import { isPlainText } from './is-plain-text.ts'
import { needsValue } from './needs-value.ts'
import { looksEmbedded, parseEmbedded } from './parse-embedded.ts'
import { isJsonObject, type Json, type JsonObject } from './resource-data.ts'
import { withGraphNames } from './with-graph-names.ts'

/** The object of a complex value, also from `"x"`, `"{…}"` and `{value: "{…}"}`; undefined for what is none. */
export function toObject(
  definition: AttributeDefinition,
  value: unknown,
  tolerances: Tolerances,
): JsonObject | undefined {
  if (isJsonObject(value)) return withEmbeddedJson(definition, value, tolerances)
  const embedded = typeof value === 'string' ? parseEmbedded(value) : undefined
  if (isJsonObject(embedded)) return tolerances.use('json-string') ? withGraphNames(definition, embedded) : undefined
  const inner = findSubAttribute(definition, 'value')
  if (embedded !== undefined || inner === undefined) return undefined
  const bare = typeof value === 'string' ? isBareText(definition, value) : isBarePlain(definition, inner, value)
  return bare && tolerances.use('bare-value') ? { value: value as Json } : undefined
}

/** A number or a boolean is not taken for one of several texts. */
function isBarePlain({ multiValued }: AttributeDefinition, { type }: AttributeDefinition, value: unknown): boolean {
  return ['number', 'boolean'].includes(typeof value) && !(multiValued && type === 'string')
}

/** A member is an id; a role may be any text but broken JSON; a manager may be anything, and is kept as sent. */
function isBareText(definition: AttributeDefinition, text: string): boolean {
  if (!definition.multiValued) return true
  return needsValue(definition) ? isPlainText(text) : !looksEmbedded(text)
}

/** Entra's app roles come as `{value: "{\"id\":…,\"value\":…,\"displayName\":…}"}`. */
function withEmbeddedJson(
  definition: AttributeDefinition,
  object: JsonObject,
  tolerances: Tolerances,
): JsonObject | undefined {
  const text = object['value']
  const said = definition.multiValued && typeof text === 'string' ? parseEmbedded(text) : undefined
  if (said === undefined || !tolerances.allowed('json-string')) return object
  const known = isJsonObject(said) ? withGraphNames(definition, said) : undefined
  // A text that says no value is kept as it is, but it is no member.
  if (known?.['value'] === undefined) return needsValue(definition) ? undefined : object
  tolerances.record('json-string')
  return { ...object, ...known }
}
