import type { Grant } from '../directory/grant.ts'
import type { OwnerGrant } from '../directory/owner-guard.ts'
import type { ChangeScope } from '../change/change-scope.ts'
import { isOrganizationOwner, listOwners } from './guard-owners.ts'
import { dissolveEmptied } from './hold/brake-hold.ts'
import { writeGrants } from './write-grants.ts'
import { changeByJob } from '../change/change-by-job.ts'
import type { JobHandler } from '../change/job-handler.ts'

/**
 * Takes away what ends at an instant (the job's subject). It is not in force from that instant on, whenever this runs: here
 * it is told, and the owner guard is asked.
 */
export const expireGrants: JobHandler = {
  kind: 'expire-grants',
  every: null,
  run: (context, job) => changeByJob(context, job, expire),
}

async function expire(scope: ChangeScope): Promise<void> {
  const { owners, tx } = scope
  const ended = await tx.grants.list({ expiringUntil: tx.now })
  if (ended.some(isOrganizationOwner)) owners.before = (await listOwners(tx)).map((owner) => asBefore(owner, tx.now))
  await writeGrants(scope, { put: [], deleted: ended })
  await dissolveEmptied(scope, ended)
}

/** An owner as before the end of their time: it is time that has changed, and no row. */
function asBefore(owner: OwnerGrant, now: string): OwnerGrant {
  const { expiresAt } = owner.grant
  const grant: Grant = expiresAt !== null && expiresAt <= now ? { ...owner.grant, expiresAt: null } : owner.grant
  return { ...owner, grant }
}
