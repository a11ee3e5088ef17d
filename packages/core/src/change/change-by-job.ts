import type { Job } from '../directory/job.ts'
import type { OperationContext } from './operation-context.ts'
import { change } from './change.ts'
import type { ChangeScope } from './operation-context.ts'

/**
 * Runs a change that ends its job in the same transaction: the effects happen once, whoever else has claimed the job
 * meanwhile, and whenever this process ends.
 */
export function changeByJob(
  context: OperationContext,
  job: Job,
  work: (scope: ChangeScope) => Promise<void>,
): Promise<void> {
  return change(context, async (scope) => {
    if (await scope.tx.jobs.take(job)) await work(scope)
  })
}
