import type { Watch } from '../feed/watch.ts'
import type { PlatformRoute, Route } from '../route/route.ts'
import { deletionRoutes } from './deletion-routes.ts'
import { feedRoutes } from './feed-routes.ts'
import type { NoteFeed } from './note-feed.ts'
import { ofOrganization } from './of-organization.ts'
import { organizationRoutes } from './organization-routes.ts'
import { usageRoutes } from './usage-routes.ts'

/**
 * The API for the product that runs Rolecall for its customers. `ofEach` are routes of an organization that it has of every
 * one of them.
 */
export function platformRoutes(ofEach: readonly Route[], watch: Watch, noteFeed: NoteFeed): readonly PlatformRoute[] {
  return [
    ...organizationRoutes,
    ...usageRoutes,
    ...deletionRoutes(),
    ...feedRoutes(watch, noteFeed),
    ...ofEach.map(ofOrganization),
  ]
}
