import type { OperationServices } from '../change/operation-context.ts'
import { isBehind, type Delivery, type Place, type Subscription } from '../directory/subscription.ts'
import type { StoredEvent } from '../plugin/event.ts'
import { laneOf } from './lane-of.ts'
import type { Outcome } from './outcome.ts'
import { later, patience, toPause } from './pauses.ts'

/** After so many failures, one after another, nothing more is tried for a while: the receiver is away. */
export const mostFailures = 5

/** What takes so few attempts is not given up, however long ago the first was: a clock may have jumped. */
const leastAttempts = 10

/** An event to deliver: one that waits has a row. */
export type Item = { readonly row: Delivery } | { readonly row: null; readonly event: StoredEvent }

type TallyServices = Pick<OperationServices, 'now' | 'randomBytes'>

type Failure = Extract<Outcome, { readonly delivered: false }>

/** What a round has come to so far. */
export class Tally {
  readonly put: Delivery[] = []
  readonly drop: Place[] = []
  readonly counts = { delivered: 0, failed: 0, dead: 0 }
  failures: number
  failingSince: string | null
  lastError: string | null
  deliveredAt: string | null
  gone = false
  /** Whether nothing is taken until somebody has mended something. */
  refused = false
  /** What the receiver has asked for last. */
  retryAfter: number | null = null
  readonly #id: string
  readonly #services: TallyServices
  /** How many more may fail, one after another. A receiver that was away is tried once. */
  #left: number

  constructor({ deliveredAt, failingSince, failures, id, lastError }: Subscription, services: TallyServices) {
    this.#id = id
    this.#services = services
    this.#left = Math.max(1, mostFailures - failures)
    this.failures = failures
    this.failingSince = failingSince
    this.lastError = lastError
    this.deliveredAt = deliveredAt
  }

  /** Whether the receiver is away, so that nothing more is tried. */
  get isAway(): boolean {
    return this.gone || this.refused || this.#left <= 0
  }

  /** Whether nothing has been acknowledged for so long that the subscription is to be switched off. */
  get isHopeless(): boolean {
    return isLong(this.failingSince, this.failures, this.#services.now())
  }

  delivered(item: Item): void {
    if (item.row !== null) this.drop.push(placeOf(item.row))
    this.counts.delivered += 1
    this.failures = 0
    this.failingSince = null
    this.lastError = null
    this.deliveredAt = this.#services.now()
    this.#left = mostFailures
  }

  /** Is not delivered any more: nobody wants it, or it is gone. */
  passed({ row }: Item): void {
    if (row !== null) this.drop.push(placeOf(row))
  }

  /** Notes a failure, and answers whether what is behind it in its lane has to wait. */
  failed(item: Item, { error, gone = false, refuses = null, retryAfter = null }: Failure): boolean {
    const now = this.#services.now()
    const { attempts: before, failedAt, ...row } = toRow(this.#id, item, now)
    const attempts = before + 1
    // Where one after another is refused, it is none of them.
    const isOne = refuses === 'event' && this.failures + 1 < mostFailures
    const dead = isOne || isLong(failedAt, attempts, now)
    const dueAt = later(now, toPause(attempts, retryAfter, this.chance()))
    this.put.push({
      ...row,
      attempts,
      failedAt: earlier(failedAt, now),
      dueAt,
      error,
      state: dead ? 'dead' : 'waiting',
    })
    this.counts.failed += 1
    if (dead) this.counts.dead += 1
    this.failures += 1
    this.failingSince = earlier(this.failingSince, now)
    this.lastError = error
    this.gone ||= gone
    this.refused ||= refuses !== null && !isOne
    this.retryAfter = retryAfter
    this.#left -= 1
    return !dead
  }

  /** Leaves an event for later: one that is new gets a row, so that the cursor may go behind it. */
  keep(item: Item): void {
    if (item.row === null) this.put.push(toRow(this.#id, item, this.#services.now()))
  }

  /** From 0 to 1. */
  chance(): number {
    return (this.#services.randomBytes(1)[0] ?? 0) / 255
  }

  /** What waits after all of this, of what waited before. */
  waitingAfter(before: readonly Delivery[]): readonly Delivery[] {
    const after = new Map(before.map((row) => [keyOf(row), row]))
    for (const place of this.drop) after.delete(keyOf(place))
    for (const row of this.put) after.set(keyOf(row), row)
    return [...after.values()].filter(({ state }) => state === 'waiting').toSorted((a, b) => (isBehind(a, b) ? 1 : -1))
  }
}

function toRow(subscriptionId: string, item: Item, now: string): Delivery {
  if (item.row !== null) return item.row
  const { index, revision } = item.event
  const waiting = { state: 'waiting', attempts: 0, failedAt: null, dueAt: now, error: null } as const
  return { subscriptionId, revision, index, lane: laneOf(item.event), ...waiting }
}

function placeOf({ index, revision }: Place): Place {
  return { revision, index }
}

function keyOf({ index, revision }: Place): string {
  return `${revision}-${index}`
}

/** An instant ahead of now was written by a clock that was wrong. */
function earlier(instant: string | null, now: string): string {
  return instant === null || instant > now ? now : instant
}

function isLong(since: string | null, attempts: number, now: string): boolean {
  return since !== null && attempts >= leastAttempts && Date.parse(now) - Date.parse(since) >= patience
}
