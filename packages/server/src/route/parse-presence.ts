import type { IncomingHttpHeaders } from 'node:http'

import type { Presence } from '@rolecall/core/organization/presence'
import { PreconditionFailed } from '@rolecall/core/scim/errors'

/**
 * What the conditions of a request say of a resource that has no ETag (RFC 9110 §13.1): `If-Match` can only be `*`, and an
 * ETag that `If-None-Match` excludes is none of its own. Throws PreconditionFailed for what can't hold.
 */
export function parsePresence(headers: IncomingHttpHeaders): Presence {
  const [ifMatch, ifNoneMatch] = [headers['if-match']?.trim(), headers['if-none-match']?.trim()]
  if (ifMatch !== undefined && ifMatch !== '*')
    throw new PreconditionFailed('If-Match must be *, for what is put here has no ETag')
  if (ifMatch === '*' && ifNoneMatch === '*')
    throw new PreconditionFailed('If-Match and If-None-Match exclude each other')
  if (ifMatch === '*') return 'there'
  return ifNoneMatch === '*' ? 'absent' : null
}
