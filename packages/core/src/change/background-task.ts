/**
 * Work that takes long and that a request starts: it reads what it needs from the database and leaves its answer
 * there, so that it may run anywhere. A failure of the work itself is kept with its answer; one of the database is thrown
 * as well (`StoreError`), for whoever waits to be told that it may be tried again.
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
