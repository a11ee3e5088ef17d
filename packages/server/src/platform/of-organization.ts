import { getOrganization } from '@rolecall/core/platform/organizations'

import type { PlatformRequest, RouteRequest } from '../route/route-request.ts'
import { definePlatformRoute, type PlatformRoute, type Route } from '../route/route.ts'
import { organizationPath } from './platform-path.ts'

/**
 * A route of an organization as one of the platform: the same path below that of the organization, the same body and answers,
 * and the same handler.
 */
export function ofOrganization(route: Route): PlatformRoute {
  const { operationId = '', path } = route
  const own = path.split('/').find((part) => part.startsWith(':'))
  return definePlatformRoute<unknown>({
    ...route,
    path: organizationPath + path.slice('/api'.length),
    operationId: `${operationId}OfOrganization`,
    scope: 'platform',
    async handle(request) {
      const { id } = await getOrganization(request.services, request.parameters['organization'] ?? '')
      return route.handle(
        toRouteRequest(request, id, own === undefined ? '' : (request.parameters[own.slice(1)] ?? '')),
      )
    },
  })
}

function toRouteRequest(
  { contextOf, key, ...request }: PlatformRequest<unknown>,
  organizationId: string,
  parameter: string,
): RouteRequest<unknown> {
  return { ...request, parameter, context: contextOf(organizationId), key: { ...key, organizationId } }
}
