import { dropUnresolved } from './drop-unresolved.ts'
import { expireGrants } from './expire-grants.ts'
import { expireHold } from './expire-hold.ts'
import type { JobHandler } from './job-handler.ts'
import { revertMapping } from './revert-mapping.ts'

/** Every kind of job that there is; one that is not here stays until a process comes that knows it. */
export const jobHandlers: readonly JobHandler[] = [dropUnresolved, expireGrants, expireHold, revertMapping]
