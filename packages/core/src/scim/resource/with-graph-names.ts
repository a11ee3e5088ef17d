import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { findSubAttribute } from '../schema/find-attribute.ts'
import type { Json, JsonObject } from './resource-data.ts'

/** What is known of an object that came in a text, where Entra has the names of Microsoft Graph: `id` and `displayName`. */
export function withGraphNames(definition: AttributeDefinition, embedded: JsonObject): JsonObject {
  const given = { value: embedded['value'] ?? embedded['id'], display: embedded['display'] ?? embedded['displayName'] }
  const meant = Object.entries({ ...embedded, ...given })
  return Object.fromEntries(
    meant.filter(
      (entry): entry is [string, Json] =>
        entry[1] !== undefined && findSubAttribute(definition, entry[0]) !== undefined,
    ),
  )
}
