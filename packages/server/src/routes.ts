import type { OperationServices } from '@rolecall/core/change/operation-context'

import { catalogueRoutes } from './catalogue/catalogue-routes.ts'
import { createAuditNotes, type AuditNotes } from './audit/audit-notes.ts'
import { auditRoutes } from './audit/audit-routes.ts'
import { asyncRequestRoutes } from './async/async-request-routes.ts'
import type { OnAccepted } from './async/respond-async.ts'
import { apiKeyRoutes } from './api/api-key-routes.ts'
import { providerRoutes } from './api/provider-routes.ts'
import { changeRoutes } from './api/change-routes.ts'
import { eventRoutes } from './api/event-routes.ts'
import { explainRoutes } from './api/explain-routes.ts'
import { groupRoutes } from './api/group-routes.ts'
import { holdRoutes } from './api/hold-routes.ts'
import { memberRoutes } from './api/member-routes.ts'
import { panelRoutes } from './api/panel-routes.ts'
import { pluginListRoutes } from './api/plugin-list-routes.ts'
import { organizationRoutes } from './api/organization-routes.ts'
import { overviewRoutes } from './api/overview-routes.ts'
import { setupLinkRoutes } from './api/setup-link-routes.ts'
import { settingsRoutes } from './api/settings-routes.ts'
import { teamRoleRoutes } from './api/team-role-routes.ts'
import { teamRoutes } from './api/team-routes.ts'
import { verificationRoutes } from './api/verification-routes.ts'
import { mappingRoutes } from './mapping/mapping-routes.ts'
import { planRoutes } from './mapping/plan-routes.ts'
import { versionRoutes } from './mapping/version-routes.ts'
import { toOpenApi } from './openapi/to-openapi.ts'
import { snapshotRoutes } from './feed/snapshot-routes.ts'
import { createWaitForEvents } from './feed/wait-for-events.ts'
import { createWatch, type Watch } from './feed/watch.ts'
import { createSigningKeys } from './security-events/signing-keys.ts'
import { keyRoutes, streamRoutes } from './security-events/stream-routes.ts'
import { webhookRoutes } from './delivery/webhook-routes.ts'
import { createOutbound, type Outbound } from './outbound/create-outbound.ts'
import { createKeySets } from './outbound/key-sets.ts'
import { clientRoutes } from './oauth/client-routes.ts'
import { metadataRoutes } from './oauth/metadata-routes.ts'
import { tokenRoutes } from './oauth/token-routes.ts'
import { createNoteFeed } from './platform/note-feed.ts'
import { platformRoutes } from './platform/platform-routes.ts'
import { pluginRoutes } from './plugin/plugin-routes.ts'
import { provisioningLogRoutes } from './provisioning-log/provisioning-log-routes.ts'
import type { AnyRoute, Route } from './route/route.ts'
import { catalogueRoutes as scimCatalogueRoutes } from './scim/catalogue-routes.ts'
import { bulkRoutes } from './scim/bulk-routes.ts'
import { discoveryRoutes } from './scim/discovery-routes.ts'
import { meRoutes } from './scim/me-routes.ts'
import { resourceRoutes } from './scim/resource-routes.ts'
import { sessionRoutes } from './session/session-routes.ts'
import { rootRoutes } from './scim/root-routes.ts'
import { connectionRoutes } from './sso/connection-routes.ts'
import { revocationRoutes } from './sso/revocation-routes.ts'
import { resolveRoutes } from './sso/resolve-routes.ts'
import { createProviders } from './sso/discover-provider.ts'
import { logoutRoutes } from './sso/logout-routes.ts'
import { signInRoutes } from './sso/sign-in-routes.ts'
import { createSignOutPerson } from './sso/sign-out-person.ts'
import { createIdTokenVerifier } from './sso/verify-id-token.ts'
import type { Metrics } from './system/metrics.ts'
import { systemRoutes } from './system/system-routes.ts'
import { untold, type Refusals } from './tell-refusals.ts'

/** Every route of the server: what is not in this table is a 404. */
export function createRoutes(
  services: OperationServices,
  metrics: Metrics,
  outbound: Outbound = createOutbound(),
  notes: AuditNotes = createAuditNotes({ ...services, onDropped: () => undefined, waitMs: 1_000 }),
  refusals: Refusals = untold,
  watch: Watch = createWatch(services),
  path = '',
  onAccepted: OnAccepted = () => undefined,
): readonly AnyRoute[] {
  const keySets = createKeySets(outbound)
  const signingKeys = createSigningKeys(services)
  const waitForEvents = createWaitForEvents(watch)
  const snapshots = snapshotRoutes(waitForEvents)
  const verify = createIdTokenVerifier(services.now, keySets)
  const scoped: readonly Route[] = [
    ...resourceRoutes(services.resourceTypes.User, onAccepted),
    ...resourceRoutes(services.resourceTypes.Group, onAccepted),
    ...asyncRequestRoutes(signingKeys),
    ...scimCatalogueRoutes,
    ...rootRoutes,
    ...meRoutes,
    ...bulkRoutes(onAccepted),
    ...discoveryRoutes,
    ...overviewRoutes,
    ...memberRoutes,
    ...explainRoutes,
    ...groupRoutes,
    ...holdRoutes,
    ...verificationRoutes,
    ...teamRoutes,
    ...teamRoleRoutes,
    ...catalogueRoutes,
    ...mappingRoutes,
    ...planRoutes,
    ...versionRoutes,
    ...organizationRoutes,
    ...settingsRoutes,
    ...apiKeyRoutes,
    ...setupLinkRoutes,
    ...providerRoutes,
    ...pluginListRoutes,
    ...panelRoutes(services.host.panels),
    ...changeRoutes,
    ...eventRoutes(waitForEvents),
    ...snapshots,
    ...webhookRoutes(outbound),
    ...streamRoutes(services, signingKeys, outbound, watch),
    ...provisioningLogRoutes(notes),
    ...auditRoutes(notes),
    ...connectionRoutes(outbound),
    ...clientRoutes(outbound),
    ...resolveRoutes(verify, notes, refusals.resolved),
    ...pluginRoutes(services.host.routes),
  ]
  const routes: AnyRoute[] = [...scoped]
  const access = { services, outbound, providers: createProviders(outbound), verify }
  routes.push(...sessionRoutes(services, notes, createSignOutPerson(access)))
  routes.push(...signInRoutes({ ...access, notes, onRefused: refusals.signIn }), ...logoutRoutes(services, keySets))
  routes.push(...revocationRoutes({ services, keySets, onRefused: refusals.signOut }))
  routes.push(
    ...tokenRoutes({ services, keySets, notes, onRefused: refusals.token }),
    ...metadataRoutes,
    ...keyRoutes(signingKeys),
  )
  const ofOwner = [...setupLinkRoutes, ...apiKeyRoutes, ...connectionRoutes(outbound), ...clientRoutes(outbound)]
  const ofEach = [...catalogueRoutes, ...ofOwner, ...snapshots]
  routes.push(...platformRoutes(ofEach, watch, createNoteFeed(services)))
  routes.push(...systemRoutes({ store: services.store, metrics, path, describe: () => toOpenApi(routes) }))
  return routes
}
