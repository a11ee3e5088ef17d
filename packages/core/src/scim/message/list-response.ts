import type { ResourceData } from '../resource/resource-data.ts'

export const LIST_RESPONSE_URN = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

/** A page of resources (RFC 7644 §3.4.2, RFC 9865 §2.1). `Resources` is always there, also when empty. */
export interface ListResponse {
  readonly schemas: readonly [typeof LIST_RESPONSE_URN]
  readonly totalResults?: number
  readonly itemsPerPage: number
  readonly startIndex?: number
  readonly nextCursor?: string
  readonly previousCursor?: string
  readonly Resources: readonly ResourceData[]
}

interface IndexPage {
  readonly totalResults: number
  readonly startIndex: number
  readonly resources: readonly ResourceData[]
}

interface CursorPage {
  readonly totalResults?: number | undefined
  readonly nextCursor?: string | undefined
  readonly previousCursor?: string | undefined
  readonly resources: readonly ResourceData[]
}

/** The response of index paging. */
export function toListResponse({ totalResults, startIndex, resources }: IndexPage): ListResponse {
  return {
    schemas: [LIST_RESPONSE_URN],
    totalResults,
    itemsPerPage: resources.length,
    startIndex,
    Resources: resources,
  }
}

/** The response of cursor paging; a cursor is absent at its end (RFC 9865 §2.1). */
export function toCursorListResponse({
  totalResults,
  nextCursor,
  previousCursor,
  resources,
}: CursorPage): ListResponse {
  return {
    schemas: [LIST_RESPONSE_URN],
    ...(totalResults === undefined ? {} : { totalResults }),
    itemsPerPage: resources.length,
    ...(nextCursor === undefined ? {} : { nextCursor }),
    ...(previousCursor === undefined ? {} : { previousCursor }),
    Resources: resources,
  }
}
