import type { Job } from '../directory/job.ts'
import type { OperationContext } from './operation-context.ts'

/** How jobs of one kind are done. */
export interface JobHandler {
  readonly kind: string
  /** Every organization has such a job, due again so many milliseconds after it was done; `null` for jobs that something schedules. */
  readonly every: number | null
  /** How long after its organization or this kind has come it is due first, in milliseconds; at once where it is left out. */
  readonly firstAfter?: number
  /**
   * Does the job. It may run again if the process ends before it is finished: either that does no harm, or the work
   * takes the job in its own transaction (`changeByJob`). What it throws is logged, and it is tried again later. `more`: there is more
   * to do, after the others that are due.
   */
  run(context: OperationContext, job: Job): Promise<void | 'more'>
}
