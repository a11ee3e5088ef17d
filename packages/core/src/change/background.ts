import type { OperationServices } from './operation-context.ts'

/**
 * Work that takes long and that a request starts: it reads what it needs from the database and leaves its answer
 * there, so that it may run anywhere. A failure of the work itself is kept with its answer, not thrown.
 */
export type BackgroundTask = PlanTask | VerifyTask

/** Makes a plan that has been asked for. */
export interface PlanTask {
  readonly kind: 'plan'
  readonly organizationId: string
  readonly planId: string
}

/** Holds derived rows against the facts. */
export interface VerifyTask {
  readonly kind: 'verify'
  readonly organizationId: string
}

/** Where long work runs: in the process itself, or in a thread beside it, never in the way of requests. */
export interface Background {
  /** Resolves when the task has ended. Throws where it could not run to its end. */
  run(services: OperationServices, task: BackgroundTask): Promise<void>
  /** Ends what is under way. */
  close(): Promise<void>
}
