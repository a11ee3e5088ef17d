import type { Job } from '../directory/job.ts'
import type { JobHandler } from '../change/job-handler.ts'
import type { ClaimTime, JobStore } from '../store/jobs.ts'
import { Tolerances } from '../scim/tolerance.ts'
import type { OperationContext, OperationServices } from '../change/operation-context.ts'

/** What one round came to. */
export interface JobRound {
  readonly done: number
  readonly failures: readonly JobFailure[]
  /** When the next job is due (RFC 3339, UTC), or `null` for none that is known. */
  readonly nextDueAt: string | null
}

export interface JobFailure {
  readonly job: Job
  readonly error: unknown
}

/** How long a claim stands: a job that takes longer may be begun by another process too. */
const leaseMilliseconds = 5 * 60 * 1_000
/** How far ahead the clock of another process may be, before its claims are taken for those of a clock that was wrong. */
const clockTolerance = 60_000
/** The pause after a first failure; it doubles with each further one, up to the longest. */
const firstPause = 10_000
const longestPause = 60 * 60 * 1_000
const batchSize = 50

/**
 * Does every job that is due, of all organizations, one after another. Any number of processes may do so at once: a job
 * is claimed before it is begun. `isStopped` is asked before each job.
 */
export async function runDueJobs(
  services: OperationServices,
  handlers: readonly JobHandler[],
  isStopped: () => boolean = () => false,
): Promise<JobRound> {
  const { jobs } = services.store
  const kinds = handlers.map(({ kind }) => kind)
  for (const { every, firstAfter = 0, kind } of handlers) {
    if (every !== null) await jobs.ensure(kind, later(services.now(), firstAfter))
  }
  const failures: JobFailure[] = []
  let done = 0
  for (;;) {
    const due = await jobs.listDue(kinds, toClaimTime(services.now()), batchSize)
    let claimed = 0
    for (const job of due) {
      if (isStopped()) return { done, failures, nextDueAt: null }
      const mine = await claim(jobs, job, services.now())
      if (mine === undefined) continue
      claimed += 1
      const failure = await runJob(services, handlers, mine)
      if (failure === undefined) done += 1
      else failures.push(failure)
    }
    if (claimed === 0) return { done, failures, nextDueAt: await jobs.nextDue(kinds) }
  }
}

function claim(jobs: JobStore, job: Job, now: string): Promise<Job | undefined> {
  return jobs.claim(job, toClaimTime(now), later(now, leaseMilliseconds))
}

function toClaimTime(now: string): ClaimTime {
  return { now, latest: later(now, leaseMilliseconds + clockTolerance) }
}

async function runJob(
  services: OperationServices,
  handlers: readonly JobHandler[],
  job: Job,
): Promise<JobFailure | undefined> {
  const { jobs } = services.store
  const handler = handlers.find(({ kind }) => kind === job.kind) as JobHandler
  let left: void | 'more'
  try {
    left = await handler.run(toJobContext(services, job.organizationId), job)
  } catch (error) {
    const pause = Math.min(firstPause * 2 ** (job.attempts - 1), longestPause)
    await jobs.postpone(job, later(services.now(), pause))
    return { job, error }
  }
  const next = handler.every === null ? null : later(services.now(), handler.every)
  await jobs.finish(job, left === 'more' ? services.now() : next)
  return undefined
}

function toJobContext(services: OperationServices, organizationId: string): OperationContext {
  return {
    ...services,
    organizationId,
    cause: { kind: 'job', requestId: null, keyId: null },
    baseUrl: '',
    tolerances: new Tolerances(),
    connectionId: '',
  }
}

function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString()
}
