import { jobHandlers } from '@rolecall/core/job/job-handlers'
import type { JobHandler } from '@rolecall/core/change/job-handler'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import type { Logger } from 'pino'

/** Does what is due, whoever of several servers does it. */
export interface Housekeeping {
  /** Begins no further job, and waits for the one under way. */
  stop(): Promise<void>
}

/** Jobs that another process schedules are found so many milliseconds late at most. */
const longestPause = 60_000
/** Between two rounds, so that a clock that stands still makes no busy loop. */
const shortestPause = 1_000

/** Runs rounds of due jobs: the next one when something is due, and at most a minute later. */
export function startHousekeeping(
  services: OperationServices,
  log: Logger,
  handlers: readonly JobHandler[] = jobHandlers,
): Housekeeping {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let round = Promise.resolve()

  async function runRound(): Promise<void> {
    const nextDueAt = await runAndLog(services, log, handlers, () => stopped)
    if (stopped) return
    timer = setTimeout(() => (round = runRound()), pauseUntil(nextDueAt, services.now())).unref()
  }

  round = runRound()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await round
    },
  }
}

async function runAndLog(
  services: OperationServices,
  log: Logger,
  handlers: readonly JobHandler[],
  isStopped: () => boolean,
): Promise<string | null> {
  try {
    const { done, failures, nextDueAt } = await runDueJobs(services, handlers, isStopped)
    for (const { error, job } of failures) {
      const { attempts, kind, organizationId, subject } = job
      log.error({ err: error, kind, organizationId, subject, attempts }, 'a job failed and will be tried again')
    }
    if (done > 0) log.debug({ done }, 'jobs were done')
    return nextDueAt
  } catch (error) {
    log.error({ err: error }, 'the jobs that are due can not be read')
    return null
  }
}

function pauseUntil(due: string | null, now: string): number {
  const wait = due === null ? longestPause : Date.parse(due) - Date.parse(now)
  return Math.min(Math.max(wait, shortestPause), longestPause)
}
