import type { Job, NewJob } from '../directory/job.ts'

/** Now, and what no claim of a right clock ends after. */
export interface ClaimTime {
  readonly now: string
  readonly latest: string
}

/**
 * Due work across organizations. Any of several processes claims a job by compare-and-set, for a time:
 * when that is over and the job still stands, whoever claimed it has crashed, and another one may.
 */
export interface JobStore {
  /** Makes a job of that kind, without subject, for each organization that lacks it. */
  ensure(kind: string, dueAt: string): Promise<void>
  /** Jobs of these kinds that are due and not claimed, the longest due first. A claim that ends after `latest` was made by a clock that was wrong. */
  listDue(kinds: readonly string[], at: ClaimTime, limit: number): Promise<Job[]>
  /** When the next job of these kinds is due; `null` for none. */
  nextDue(kinds: readonly string[]): Promise<string | null>
  /** The job as claimed, or `undefined` where somebody else was faster. */
  claim(job: Job, at: ClaimTime, until: string): Promise<Job | undefined>
  /** Ends a claim that still stands: `next` is when the job is due again, `null` for never. */
  finish(job: Job, next: string | null): Promise<void>
  /** Gives a claim back, for a later attempt. */
  postpone(job: Job, dueAt: string): Promise<void>
}

/** Due work of the organization, scheduled in the transaction that makes it due. */
export interface JobWriter {
  /** Inserts, or writes over the job of the same kind and subject. */
  schedule(jobs: readonly NewJob[]): Promise<void>
  cancel(kind: string, subjects: readonly string[]): Promise<void>
  /**
   * Ends a claimed job as part of this transaction, so that its effects happen once. `false` where the claim no longer
   * stands: then there is nothing to do.
   */
  take(job: Job): Promise<boolean>
}
