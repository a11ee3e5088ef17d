import type { Preconditions } from '@rolecall/core/provisioning/preconditions'

import type { RouteRequest } from '../route/route-request.ts'

/** The conditions that the headers of a request make (RFC 9110 §13.1). Those by date are not supported: no answer has one. */
export function preconditionsOf({ headers }: RouteRequest<unknown>): Preconditions {
  return { ifMatch: headers['if-match'] ?? null, ifNoneMatch: headers['if-none-match'] ?? null }
}
