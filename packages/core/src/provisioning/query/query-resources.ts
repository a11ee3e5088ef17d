import type { ResourceTypeName } from '../../plugin/hook-points.ts'
import type { ListResponse } from '../../scim/message/list-response.ts'
import type { SearchParameters } from '../../scim/message/search-parameters.ts'
import type { OperationContext } from '../../change/operation-context.ts'
import { toDirectoryList } from './directory-list.ts'
import { pageByCursor } from './page-by-cursor.ts'
import { pageByIndex } from './page-by-index.ts'
import { toSearch } from './search.ts'

/**
 * A query of one resource type, or of several as one list (RFC 7644 §3.4.2): by index, and by cursor
 * where the client asks for it (RFC 9865 §2.4). Throws InvalidFilter, InvalidPath, InvalidCursor, ExpiredCursor, InvalidCount.
 */
export function queryResources(
  context: OperationContext,
  types: readonly ResourceTypeName[],
  parameters: SearchParameters,
): Promise<ListResponse> {
  const search = toSearch(context, types, parameters)
  if (parameters.cursor === undefined) return pageByIndex(context, search, parameters.startIndex)
  return pageByCursor(context, toDirectoryList(context, search), { cursor: parameters.cursor, count: parameters.count })
}
