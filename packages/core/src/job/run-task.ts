import type { BackgroundTask } from '../change/background-task.ts'
import type { Background } from '../change/operation-context.ts'
import type { OperationServices } from '../change/operation-context.ts'
import { runPlan } from '../mapping/run-plan.ts'
import { runVerification } from './run-verification.ts'

/** Runs a task to its end. */
export function runTask(services: OperationServices, task: BackgroundTask): Promise<void> {
  return task.kind === 'plan' ? runPlan(services, task) : runVerification(services, task.organizationId)
}

/** Long work in the process itself, for tests and for who embeds the server. */
export const inProcess: Background = { run: runTask, close: () => Promise.resolve() }
