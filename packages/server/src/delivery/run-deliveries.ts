import type { OperationServices } from '@rolecall/core/change/operation-context'
import { attend, toDueAt, type AttendOptions } from '@rolecall/core/delivery/attend'
import type { Round } from '@rolecall/core/delivery/deliver-round'
import { createCache } from '@rolecall/rules/create-cache'
import type { Subscription } from '@rolecall/core/directory/subscription'
import type { SubscriptionKey } from '@rolecall/core/store/subscriptions'

import { createOutage } from '../system/outage.ts'

export interface RunOptions {
  readonly services: OperationServices
  readonly send: AttendOptions['send']
  readonly onRound: (subscription: Subscription, round: Round) => void
  /** Told once, however often it fails until it works again. */
  readonly onError: (error: unknown, key: SubscriptionKey | null) => void
  /** How often is looked for what is due, in milliseconds. */
  readonly lookEvery?: number
  /** For how long one has its place while others wait for it, in milliseconds. */
  readonly longestTurn?: number
}

/** Deliveries of one process. */
export interface Deliveries {
  /** Begins no further attempt, and waits for those under way. */
  stop(): Promise<void>
}

/**
 * So many subscriptions are delivered to at once. Receivers that answer slowly, and have always something to get, keep their
 * places for as long as nobody else wants them: then they begin nothing more, and it is the turn of who had none for longest.
 */
const mostAtOnce = 64

/** So many organizations are known to have subscriptions; of the others the next look finds what is new. */
const mostKnown = 10_000

/** How often is looked at least while that fails, in milliseconds. */
const longestPause = 10_000

/** How often a claim is renewed, in milliseconds. */
const renewEvery = 3_000

/**
 * Delivers what is due: within a second of its commit by whatever process, at once where this one has committed it and knows
 * that the organization has a subscription. A commit costs no more than that look into a memory.
 */
export function runDeliveries({
  longestTurn = 2_000,
  lookEvery = 1_000,
  onError,
  onRound,
  send,
  services,
}: RunOptions): Deliveries {
  const outage = createOutage(onError, { first: lookEvery, longest: longestPause })
  const known = createCache<true>(mostKnown)
  const underWay = new Map<string, Promise<void>>()
  const looking = new Set<string | null>()
  /** Of which something has come while they were looked at, and while they were delivered to. */
  const toLookAt = new Set<string | null>()
  const toDeliver = new Set<string>()
  let stopped = false
  /** Whether somebody waits for a place. */
  let contested = false
  let timer: NodeJS.Timeout | undefined

  /** A turn begins with its first attempt, so that none is over before anything was done. */
  function toOptions(): AttendOptions {
    let since = Infinity
    return {
      services,
      onRound,
      keepRenewing,
      isStopped: () => stopped || (contested && performance.now() - since > longestTurn),
      send(subscription, event) {
        since = Math.min(since, performance.now())
        return send(subscription, event)
      },
    }
  }

  function keepRenewing(renew: () => Promise<void>): () => void {
    const beat = setInterval(
      () => void renew().catch((error: unknown) => outage.failed(error, null)),
      renewEvery,
    ).unref()
    return () => clearInterval(beat)
  }

  async function look(organizationId: string | null): Promise<void> {
    if (stopped) return
    if (looking.has(organizationId)) return void toLookAt.add(organizationId)
    looking.add(organizationId)
    try {
      const due = await services.store.subscriptions.listDue(toDueAt(services.now()), organizationId, mostAtOnce * 4)
      const left = due.filter((key) => !begin(key))
      contested = left.length > 0 || (contested && organizationId !== null)
      if (due.length === 0) outage.worked()
    } catch (error) {
      if (!stopped) outage.failed(error, null)
    } finally {
      looking.delete(organizationId)
    }
    if (toLookAt.delete(organizationId)) await look(organizationId)
  }

  /** Answers whether it has a place. */
  function begin(key: SubscriptionKey): boolean {
    const { id, organizationId } = key
    known.set(organizationId, true)
    const name = `${organizationId} ${id}`
    if (stopped || underWay.has(name)) return true
    if (underWay.size >= mostAtOnce) return false
    underWay.set(name, work(key, name))
    return true
  }

  async function work(key: SubscriptionKey, name: string): Promise<void> {
    try {
      await attend(key, toOptions())
      outage.worked()
    } catch (error) {
      outage.failed(error, key)
    }
    const wasFull = underWay.size >= mostAtOnce
    underWay.delete(name)
    if (toDeliver.delete(key.organizationId)) void look(key.organizationId)
    if (wasFull) void look(null)
  }

  function hear(organizationId: string): void {
    if (!known.has(organizationId)) return
    for (const name of underWay.keys()) if (name.startsWith(organizationId)) toDeliver.add(organizationId)
    void look(organizationId)
  }

  async function rounds(): Promise<void> {
    await look(null)
    if (!stopped) timer = setTimeout(() => void rounds(), outage.pause()).unref()
  }

  const forget = services.commits.listen(hear)
  void rounds()
  return {
    async stop() {
      stopped = true
      forget()
      clearTimeout(timer)
      await Promise.all(underWay.values())
    },
  }
}
