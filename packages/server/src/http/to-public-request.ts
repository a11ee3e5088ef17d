import type { PublicRequest } from '../route/route-request.ts'
import { causeOf } from './cause-of.ts'
import { requestOrigin } from './request-origin.ts'
import type { RequestContext } from './request-state.ts'
import type { Site } from './site.ts'

/** What a handler sees of a request, whoever has sent it. */
export function toPublicRequest({ state, req, querystring }: RequestContext, site: Site): PublicRequest {
  return {
    origin: requestOrigin(req, site),
    query: querystring,
    headers: req.headers,
    parameter: state.parameter ?? '',
    body: state.body,
    admitted: state.admitted,
    requestId: state.requestId,
    aside: state.aside,
    cause: causeOf(state),
  }
}
