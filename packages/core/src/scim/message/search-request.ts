import type { Tolerances } from '../tolerance.ts'
import type { SearchParameters } from './search-parameters.ts'

export const SEARCH_REQUEST_URN = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'

/** Parses the body of POST `/.search` (RFC 7644 §3.4.3). Throws InvalidSyntax and what parseSearchParameters throws. */
export declare function parseSearchRequest(body: unknown, tolerances: Tolerances): SearchParameters
