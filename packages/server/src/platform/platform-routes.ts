import type { PlatformRoute, Route } from '../route/route.ts'
import { ofOrganization } from './of-organization.ts'
import { organizationRoutes } from './organization-routes.ts'

/**
 * The API for the product that runs Rolecall for its customers. `ofEach` are routes of an organization that it has of every
 * one of them.
 */
export function platformRoutes(ofEach: readonly Route[]): readonly PlatformRoute[] {
  return [...organizationRoutes, ...ofEach.map(ofOrganization)]
}
