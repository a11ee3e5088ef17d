import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import type { OperationContext, OperationServices } from '@rolecall/core/operation/operation-context'
import { Tolerances } from '@rolecall/core/scim/tolerance'

import type { Answer } from '../route/answer.ts'
import type { PublicRequest, RouteRequest } from '../route/route-request.ts'
import { scimPath } from '../route/scim-path.ts'
import type { AnyRoute } from '../route/route.ts'
import { requestOrigin } from './request-origin.ts'
import type { RequestContext, RequestState, Step } from './request-state.ts'
import { send } from './send.ts'

/** Hands the request to its route's handler and sends what that answers. */
export function runHandler(services: OperationServices, baseUrl: string | null): Step {
  return async (context) => {
    send(context, await handle(context, services, baseUrl))
  }
}

function handle(context: RequestContext, services: OperationServices, baseUrl: string | null): Promise<Answer> {
  const { state, req, querystring } = context
  const route = state.route as AnyRoute
  const request: PublicRequest = { origin: requestOrigin(req, baseUrl), query: querystring, headers: req.headers }
  if (route.scope === null) return route.handle(request)
  return route.handle(toRouteRequest(request, state, services))
}

function toRouteRequest(
  request: PublicRequest,
  state: RequestState,
  services: OperationServices,
): RouteRequest<unknown> {
  const key = state.key as ApiKeyRecord
  state.tolerances = new Tolerances()
  const context: OperationContext = {
    ...services,
    organizationId: key.organizationId,
    cause: { kind: state.route?.scope === 'scim' ? 'scim' : 'api', requestId: state.requestId, keyId: key.id },
    baseUrl: request.origin + scimPath,
    tolerances: state.tolerances,
    connectionId: key.connectionId ?? '',
  }
  return { ...request, context, key, parameter: state.parameter ?? '', body: state.body }
}
