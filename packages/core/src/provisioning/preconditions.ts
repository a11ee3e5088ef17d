import { PreconditionFailed } from '../scim/errors.ts'
import { matchesETag } from '../scim/resource/etag.ts'

/** The conditions of a request as its headers have them (RFC 9110 §13); `null` where one is not there. */
export interface Preconditions {
  readonly ifMatch: string | null
  readonly ifNoneMatch: string | null
}

export const unconditional: Preconditions = { ifMatch: null, ifNoneMatch: null }

/**
 * Holds the conditions of a change against the version of its resource, which is there. ETags are weak and
 * compared so, also for `If-Match` (RFC 7644 §3.14). Throws PreconditionFailed.
 */
export function checkPreconditions({ ifMatch, ifNoneMatch }: Preconditions, version: number): void {
  checkIfMatch(ifMatch, version)
  if (ifNoneMatch === null || !matchesETag(ifNoneMatch, version)) return
  throw new PreconditionFailed(`If-None-Match is ${ifNoneMatch}, and the current version is W/"${version}"`)
}

/**
 * The same for a retrieval: whether the client has what it would get (RFC 9110 §13.1.2). `cacheable`: the
 * version says all about the representation; `*` asks only whether there is one. Throws PreconditionFailed.
 */
export function isNotModified(
  { ifMatch, ifNoneMatch }: Preconditions,
  version: number | string,
  cacheable: boolean,
): boolean {
  checkIfMatch(ifMatch, version)
  if (ifNoneMatch === null) return false
  return ifNoneMatch.trim() === '*' || (cacheable && matchesETag(ifNoneMatch, version))
}

function checkIfMatch(ifMatch: string | null, version: number | string): void {
  if (ifMatch === null || matchesETag(ifMatch, version)) return
  throw new PreconditionFailed(
    `If-Match is ${ifMatch}, but the current version is W/"${version}"; read the resource again`,
  )
}
