import type { ResourceTypeName } from '../plugin/hook-points.ts'
import { checkFilter } from '../scim/filter/check-filter.ts'
import { toListResponse, type ListResponse } from '../scim/message/list-response.ts'
import type { SearchParameters } from '../scim/message/search-parameters.ts'
import { resolveProjection } from '../scim/resource/project.ts'
import { resolveSort } from '../scim/resource/sort.ts'
import type { ResourceQuery } from '../store.ts'
import type { OperationContext } from './operation-context.ts'
import { representGroups, representUsers } from './represent.ts'

/** How many resources a page has when the client does not say. */
export const defaultCount = 100

/** The most that a page has; announced as `filter.maxResults`. */
export const maxCount = 1_000

/** A query of one resource type (RFC 7644 §3.4.2). Throws InvalidFilter, InvalidPath. */
export async function queryResources(
  context: OperationContext,
  type: ResourceTypeName,
  parameters: SearchParameters,
): Promise<ListResponse> {
  const query = toResourceQuery(context, type, parameters)
  const projection = resolveProjection(context.resourceTypes[type], parameters, context.tolerances)
  const reader = context.store.read(context.organizationId)
  if (type === 'User') {
    const { total, records } = await reader.users.query(query)
    const resources = await representUsers(reader, records, context, projection)
    return toListResponse({ totalResults: total, startIndex: query.startIndex, resources })
  }
  const { total, records } = await reader.groups.query(query)
  const resources = await representGroups(reader, records, context, projection)
  return toListResponse({ totalResults: total, startIndex: query.startIndex, resources })
}

function toResourceQuery(
  { resourceTypes, tolerances }: OperationContext,
  typeName: ResourceTypeName,
  { filter, sortBy, sortOrder, startIndex, count }: SearchParameters,
): ResourceQuery {
  const type = resourceTypes[typeName]
  return {
    filter: filter === undefined ? null : checkFilter(filter, type, tolerances),
    sort: sortBy === undefined ? null : resolveSort(type, sortBy, sortOrder, tolerances),
    startIndex,
    count: Math.min(count ?? defaultCount, maxCount),
  }
}
