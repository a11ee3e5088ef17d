import { parseSearchParameters } from '@rolecall/core/scim/message/search-parameters'
import { resolveProjection, type Projection } from '@rolecall/core/scim/resource/project'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import type { Tolerances } from '@rolecall/core/scim/tolerance'

/** The attributes that the query asks for (RFC 7644 §3.9); `null` where it says nothing about them. */
export function askedProjection(type: ResourceType, query: string, tolerances: Tolerances): Projection | null {
  if (query === '') return null
  const { attributes, excludedAttributes } = parseSearchParameters(query, tolerances)
  if (attributes === undefined && excludedAttributes === undefined) return null
  return resolveProjection(type, { attributes, excludedAttributes }, tolerances)
}
