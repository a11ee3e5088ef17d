import { toldReason } from '../change/told-reason.ts'
import type { BackgroundTask } from '../change/background-task.ts'
import { failedVerification } from '../directory/verification.ts'
import type { OperationServices } from '../change/operation-context.ts'

/** Keeps why a task could not run to its end, where its answer would be. */
export async function failTask(
  { now, store }: Pick<OperationServices, 'now' | 'store'>,
  task: BackgroundTask,
  error: unknown,
): Promise<void> {
  const { organizationId } = task
  const reason = toldReason(error)
  if (task.kind === 'plan') await store.plans(organizationId).fail(task.planId, reason)
  else await store.verifications.put(organizationId, failedVerification(now(), reason))
}
