import { matchesFilter } from '../filter/matches-filter.ts'
import type { ResolvedFilter } from '../filter/resolved-filter.ts'
import { isJsonObject, type Json, type ResourceData } from '../resource/resource-data.ts'
import { toElementKeys } from '../resource/to-keys.ts'
import type { ResolvedAttribute } from '../schema/find-attribute.ts'

/** The values of an attribute, or of those of its values that the filter chooses. */
export function valuesAt(
  data: ResourceData,
  { schema, attribute, subAttribute }: ResolvedAttribute,
  filter: ResolvedFilter | undefined,
): readonly Json[] {
  const parent = schema === undefined ? data : data[schema]
  if (!isJsonObject(parent)) return []
  const values = toList(parent[attribute.name])
  const chosen = filter ? values.filter((value) => matchesFilter(filter, toElementKeys(attribute, value))) : values
  if (!subAttribute) return chosen
  return chosen.flatMap((value) => (isJsonObject(value) ? toList(value[subAttribute.name]) : []))
}

function toList(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? (value as readonly Json[]) : [value]
}
