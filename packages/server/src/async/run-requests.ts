import { toGone } from '@rolecall/core/change/gone'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { carryOutNext, type CarriedOut, type CarryOutOptions } from '@rolecall/core/async/carry-out-next'
import { TooManyRequests } from '@rolecall/core/scim/errors'
import { Tolerances } from '@rolecall/core/scim/tolerance'

import { createOutage } from '../system/outage.ts'
import { tolerancesOff } from '../http/provider-of-key.ts'
import type { Turns } from '../fairness/turns.ts'

export interface RunRequestsOptions extends Pick<CarryOutOptions, 'maskDetail' | 'toScimError'> {
  readonly services: OperationServices
  readonly turns: Turns
  readonly onDone: (carried: CarriedOut) => void
  /** Told once, however often it fails until it works again. */
  readonly onError: (error: unknown, organizationId: string | null) => void
  /** How often is looked for what waits, in milliseconds. */
  readonly lookEvery?: number
}

/** What one process carries out of the requests that nobody waits for. */
export interface AsyncRequests {
  /** Looks at once whether the organization has any. */
  hear(organizationId: string): void
  /** Begins no further operation, and waits for those under way. */
  stop(): Promise<void>
}

/** So many organizations at once: each has its turns among the requests that somebody waits for. */
const mostAtOnce = 4

/** How many organizations one look finds. */
const lookedAt = 100

/** How often is looked at least while that fails, in milliseconds; what this process accepts begins at once all the same. */
const longestPause = 10_000

/** How often a claim is renewed, in milliseconds. */
const renewEvery = 3_000

/** Carries out what waits: at once where this process has accepted it, within a second where another one has. */
export function runRequests(options: RunRequestsOptions): AsyncRequests {
  const { lookEvery = 1_000, maskDetail, onDone, onError, services, toScimError, turns } = options
  const outage = createOutage(onError, { first: lookEvery, longest: longestPause })
  const stop = new AbortController()
  const underWay = new Map<string, Promise<void>>()
  /** In the order in which something was heard of them. */
  const waiting = new Set<string>()
  let looking: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  function tolerancesOf(key: Parameters<CarryOutOptions['tolerancesOf']>[0]): Tolerances {
    return key === undefined
      ? new Tolerances()
      : new Tolerances({ strict: key.strict, off: tolerancesOff(key, services.host) })
  }

  function keepRenewing(renew: () => Promise<void>): () => void {
    const beat = setInterval(
      () => void renew().catch((error: unknown) => outage.failed(error, null)),
      renewEvery,
    ).unref()
    return () => clearInterval(beat)
  }

  function hear(organizationId: string): void {
    waiting.add(organizationId)
    begin()
  }

  function begin(): void {
    for (const organizationId of waiting) {
      if (stop.signal.aborted || underWay.size >= mostAtOnce) return
      if (underWay.has(organizationId)) continue
      waiting.delete(organizationId)
      underWay.set(organizationId, work(organizationId))
    }
  }

  async function work(organizationId: string): Promise<void> {
    try {
      if (await carryOutOne(organizationId)) waiting.add(organizationId)
      outage.worked()
    } catch (error) {
      // Where too many wait for their turn, this one can wait longer.
      if (!stop.signal.aborted && !(error instanceof TooManyRequests)) outage.failed(error, organizationId)
    }
    underWay.delete(organizationId)
    begin()
  }

  /** Within a turn of the organization, as any request of it. */
  async function carryOutOne(organizationId: string): Promise<boolean> {
    const visit = turns.enter({ organization: organizationId, key: 'respond-async' })
    try {
      await visit.turn(toGone(stop.signal))
      const pause = (): Promise<void> => visit.pause()
      const stopped = stop.signal
      return await carryOutNext(organizationId, {
        services,
        tolerancesOf,
        toScimError,
        maskDetail,
        stopped,
        pause,
        keepRenewing,
        onDone,
      })
    } finally {
      visit.leave()
    }
  }

  async function look(): Promise<void> {
    try {
      let after = ''
      let isIdle = true
      for (let more = services.connectionKey !== undefined; more && !stop.signal.aborted;) {
        const found = await services.store.asyncRequests.listQueues(after, lookedAt)
        isIdle &&= found.length === 0
        for (const organizationId of found) hear(organizationId)
        more = found.length === lookedAt
        after = found.at(-1) ?? after
      }
      if (isIdle) outage.worked()
    } catch (error) {
      if (!stop.signal.aborted) outage.failed(error, null)
    }
    if (!stop.signal.aborted) timer = setTimeout(lookAgain, outage.pause()).unref()
  }

  function lookAgain(): void {
    looking = look()
  }

  lookAgain()
  return {
    hear,
    async stop() {
      stop.abort()
      clearTimeout(timer)
      await Promise.all([looking, ...underWay.values()])
    },
  }
}
