import { attributeChecks } from './checks/attributes.ts'
import { bulkChecks } from './checks/bulk.ts'
import { createChecks } from './checks/create.ts'
import { cursorChecks } from './checks/cursor.ts'
import { deleteChecks } from './checks/delete.ts'
import { discoveryChecks } from './checks/discovery.ts'
import { entraChecks } from './checks/entra.ts'
import { entitlementChecks } from './checks/entitlements.ts'
import { errorChecks } from './checks/errors.ts'
import { etagChecks } from './checks/etag.ts'
import { filterChecks } from './checks/filter.ts'
import { groupChecks } from './checks/groups.ts'
import { interopPatchChecks } from './checks/interop-patch.ts'
import { interopChecks } from './checks/interop.ts'
import { ipsieChecks } from './checks/ipsie.ts'
import { oauthChecks } from './checks/oauth.ts'
import { oktaChecks } from './checks/okta.ts'
import { otherProviderChecks } from './checks/other-providers.ts'
import { pagingChecks } from './checks/paging.ts'
import { patchChecks } from './checks/patch.ts'
import { projectionChecks } from './checks/projection.ts'
import { replaceChecks } from './checks/replace.ts'
import { respondAsyncChecks } from './checks/respond-async.ts'
import { schemaChecks } from './checks/schemas.ts'
import { shapeChecks } from './checks/shapes.ts'
import { sortChecks } from './checks/sort.ts'
import { toChecks, type Check } from './check.ts'

/** Every check, in the order in which they are run and reported. */
export const allChecks: readonly Check[] = [
  discoveryChecks,
  schemaChecks,
  attributeChecks,
  createChecks,
  projectionChecks,
  filterChecks,
  sortChecks,
  pagingChecks,
  cursorChecks,
  replaceChecks,
  patchChecks,
  groupChecks,
  deleteChecks,
  bulkChecks,
  etagChecks,
  respondAsyncChecks,
  errorChecks,
  shapeChecks,
  oauthChecks,
  entraChecks,
  oktaChecks,
  entitlementChecks,
  ...otherProviderChecks,
  interopChecks,
  interopPatchChecks,
  ipsieChecks,
].flatMap(toChecks)
