import type { Background, BackgroundTask } from '../background.ts'
import type { OperationServices } from './operation-context.ts'
import { runPlan } from './run-plan.ts'

/** Runs a task to its end. */
export function runTask(services: OperationServices, task: BackgroundTask): Promise<void> {
  return runPlan(services, task)
}

/** Long work in the process itself, for tests and for who embeds the server. */
export const inProcess: Background = { run: runTask, close: () => Promise.resolve() }
