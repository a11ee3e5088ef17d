import { deepEqual } from '../deep-equal.ts'
import { Mutability } from '../errors.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { isJsonObject, type Json, type JsonObject, type ResourceData } from './resource-data.ts'

/**
 * What a PUT comes to where attributes can't be replaced (RFC 7644 §3.5.1): read-only values stay, and
 * so do immutable ones that the body leaves out. Throws Mutability for an immutable one of another value.
 */
export function withFixedValues(type: ResourceType, before: ResourceData, after: ResourceData): ResourceData {
  let result = keepFixed(type.schema.attributes, before, after, '')
  for (const { schema } of type.extensions) {
    const stored = before[schema.id]
    if (!isJsonObject(stored)) continue
    const sent = after[schema.id]
    const kept = keepFixed(schema.attributes, stored, isJsonObject(sent) ? sent : {}, `${schema.id}:`)
    if (kept !== sent && Object.keys(kept).length > 0) result = { ...result, [schema.id]: kept }
  }
  return result
}

/** The very same object where nothing had to be kept. */
function keepFixed(
  definitions: readonly AttributeDefinition[],
  before: JsonObject,
  after: JsonObject,
  prefix: string,
): JsonObject {
  let result = after
  for (const definition of definitions) {
    const { name } = definition
    const stored = before[name]
    if (stored === undefined) continue
    const kept = keepValue(definition, stored, after[name], prefix + name)
    if (kept !== after[name]) result = { ...result, [name]: kept as Json }
  }
  return result
}

function keepValue(
  definition: AttributeDefinition,
  stored: Json,
  sent: Json | undefined,
  path: string,
): Json | undefined {
  const { multiValued, mutability, subAttributes } = definition
  if (mutability === 'readOnly') return stored
  if (mutability === 'immutable') {
    if (sent === undefined || deepEqual(stored, sent)) return stored
    throw new Mutability(`'${path}' is immutable`)
  }
  // Which of several values is which can't be told: they are replaced as a whole.
  if (multiValued || subAttributes === undefined || !isJsonObject(stored)) return sent
  const within = keepFixed(subAttributes, stored, isJsonObject(sent) ? sent : {}, `${path}.`)
  return Object.keys(within).length === 0 ? sent : within
}
