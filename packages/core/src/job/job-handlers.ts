import { forgetExternalId } from '../provisioning/changed-external-id.ts'
import { forgetLeftOut } from '../provisioning/left-out.ts'
import { dropUnresolved } from '../provisioning/unresolved-members.ts'
import { expireGrants } from '../roles/expire-grants.ts'
import { expireHold } from '../roles/hold/expire-hold.ts'
import { eraseOrganization } from './erase-organization.ts'
import type { JobHandler } from '../change/job-handler.ts'
import { revertMapping } from '../mapping/revert-mapping.ts'

/** Every kind of job that there is; one that is not here stays until a process comes that knows it. */
export const jobHandlers: readonly JobHandler[] = [
  dropUnresolved,
  eraseOrganization,
  expireGrants,
  expireHold,
  forgetExternalId,
  forgetLeftOut,
  revertMapping,
]
