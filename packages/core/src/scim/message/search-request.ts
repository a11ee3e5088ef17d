import { InvalidSyntax } from '../errors.ts'
import { findMember } from '../resource/find-member.ts'
import { isJsonObject } from '../resource/resource-data.ts'
import type { Tolerances } from '../tolerance.ts'
import { toSearchParameters, type SearchParameters } from './search-parameters.ts'

export const SEARCH_REQUEST_URN = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'

/**
 * Parses the body of POST `/.search` (RFC 7644 §3.4.3); its names count in any case (RFC 7643 §2.1), because a
 * `Filter` that is overlooked finds everybody. Throws InvalidSyntax, InvalidFilter, InvalidValue, InvalidCount.
 */
export function parseSearchRequest(body: unknown, tolerances: Tolerances): SearchParameters {
  if (!isJsonObject(body)) throw new InvalidSyntax('The body must be a JSON object')
  const schemas = findMember(body, 'schemas')
  const named =
    Array.isArray(schemas) &&
    schemas.some((urn) => typeof urn === 'string' && urn.toLowerCase() === SEARCH_REQUEST_URN.toLowerCase())
  if (!named && !tolerances.use('missing-schemas'))
    throw new InvalidSyntax(`'schemas' must contain ${SEARCH_REQUEST_URN}`)
  return toSearchParameters((name) => findMember(body, name), tolerances)
}
