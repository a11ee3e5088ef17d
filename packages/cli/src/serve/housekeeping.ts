import type { JobHandler } from '@rolecall/core/change/job-handler'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { createOutage } from '@rolecall/server/system/outage'
import type { Logger } from 'pino'

/** Does what is due, whoever of several servers does it. */
export interface Housekeeping {
  /** Begins no further job, and waits for the one under way. */
  stop(): Promise<void>
}

/** How often is looked whether something is due: this process, another one or a command may have scheduled it. */
const lookEvery = 1_000
/** After so long a round is made in any case: for what another process has begun and not ended, and for new organizations. */
const roundEvery = 60_000
/** While the database does not answer. */
const longestPause = 10_000

/**
 * Does what is due within a second of its time. What comes again and again, such as a verification, may take long; what has
 * a time, such as the end of a role, does not wait for it.
 */
export function startHousekeeping(
  services: OperationServices,
  log: Logger,
  handlers: readonly JobHandler[],
): Housekeeping {
  const rounds = [handlers.filter(({ every }) => every === null), handlers.filter(({ every }) => every !== null)].map(
    (some) => startRounds(services, log, some),
  )
  return { stop: async () => void (await Promise.all(rounds.map((some) => some.stop()))) }
}

/** Runs rounds of due jobs: one when something is due, and one every minute. */
function startRounds(services: OperationServices, log: Logger, handlers: readonly JobHandler[]): Housekeeping {
  const kinds = handlers.map(({ kind }) => kind)
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let nextRound = 0
  let turn = Promise.resolve()

  const outage = createOutage(
    (error) => log.error({ err: error }, 'the jobs that are due can not be read; it is tried again until they can'),
    { first: lookEvery, longest: longestPause },
  )

  async function isDue(): Promise<boolean> {
    if (performance.now() >= nextRound) return true
    const due = await services.store.jobs.nextDue(kinds)
    return due !== null && due <= services.now()
  }

  async function take(): Promise<void> {
    try {
      if (await isDue()) {
        await runRound(services, log, handlers, () => stopped)
        nextRound = performance.now() + roundEvery
      }
      outage.worked()
    } catch (error) {
      outage.failed(error, undefined)
    }
  }

  async function takeTurn(): Promise<void> {
    await take()
    if (!stopped) timer = setTimeout(() => (turn = takeTurn()), outage.pause()).unref()
  }

  turn = takeTurn()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await turn
    },
  }
}

async function runRound(
  services: OperationServices,
  log: Logger,
  handlers: readonly JobHandler[],
  isStopped: () => boolean,
): Promise<void> {
  const { done, failures } = await runDueJobs(services, handlers, isStopped)
  for (const { error, job } of failures) {
    const { attempts, kind, organizationId, subject } = job
    const which = { kind, organizationId, subject, attempts }
    if (isStopped()) log.info(which, 'a job was stopped and will be done again')
    else log.error({ err: error, ...which }, 'a job failed and will be tried again')
  }
  if (done > 0) log.debug({ done }, 'jobs were done')
}
