import { isJsonObject, type Json } from '@rolecall/core/scim/resource/resource-data'
import type { AttributeMapping } from './attribute-mapping.ts'

/** The section `attributeMappings` as data; `undefined` where it is no list. It was checked when it was applied. */
export function toMappings(section: Json | undefined): readonly AttributeMapping[] | undefined {
  if (!Array.isArray(section)) return undefined
  return (section as readonly Json[]).filter(isJsonObject).map(({ target, source, matchingPrecedence }) => ({
    target: String(target),
    source: String(source),
    ...(typeof matchingPrecedence === 'number' ? { matchingPrecedence } : {}),
  }))
}
