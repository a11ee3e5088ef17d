import type { ChangeScope } from '../change/operation-context.ts'
import { changeByJob } from '../change/change-by-job.ts'
import type { JobHandler } from '../change/job-handler.ts'
import { endGrants } from './end-grants.ts'
import { endStatements } from './end-statements.ts'

/**
 * Takes away what ends at an instant (the job's subject): roles, and what rules give beside them. It is not in force from that instant on, whenever this runs: here
 * it is told, and the owner guard is asked.
 */
export const expireGrants: JobHandler = {
  kind: 'expire-grants',
  every: null,
  run: (context, job) => changeByJob(context, job, expire),
}

async function expire(scope: ChangeScope): Promise<void> {
  const { assignments, grants, now } = scope.tx
  await endGrants(scope, await grants.list({ expiringUntil: now }))
  await endStatements(scope, await assignments.listEnding(now))
}
