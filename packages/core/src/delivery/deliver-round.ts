import type { OperationServices } from '../change/operation-context.ts'
import {
  behindAll,
  isWanted,
  type Delivery,
  type OffReason,
  type Place,
  type Subscription,
} from '../directory/subscription.ts'
import type { StoredEvent } from '../plugin/event.ts'
import type { StoreReader } from '../store.ts'
import type { SavedProgress } from '../store/subscriptions.ts'
import { findEvent } from './find-event.ts'
import { laneOf } from './lane-of.ts'
import type { Outcome } from './outcome.ts'
import { hasCome, later, toPause } from './pauses.ts'
import { mostFailures, Tally, type Item } from './tally.ts'

export interface DeliveryOptions {
  readonly services: Pick<OperationServices, 'store' | 'now' | 'randomBytes'>
  /** Delivers one event. Never throws: what goes wrong is an outcome. */
  readonly send: (subscription: Subscription, event: StoredEvent) => Promise<Outcome>
  /** Whether no further attempt is to be begun. */
  readonly isStopped: () => boolean
}

/** What one round came to. */
export interface Round {
  readonly progress: SavedProgress
  readonly counts: Tally['counts']
  /** Whether there is more to do at once. */
  readonly more: boolean
  /** Why the subscription is to be switched off. */
  readonly off: OffReason | null
}

/** So many new events are read at a time. */
const batchSize = 50

/** While so many wait, nothing new is read. */
const mostWaiting = 1_000

/** So many attempts of one subscription go on at once. */
const atOnce = 8

/**
 * One round of a subscription that was claimed: what waits and is due, and then what is new in the log. Order is kept within a
 * lane, where the first that fails holds back those behind it. Whatever of it is not delivered has a row afterwards, so that the
 * cursor stands behind all that was read.
 */
export async function deliverRound(subscription: Subscription, options: DeliveryOptions): Promise<Round> {
  const { isStopped, services } = options
  const reader = services.store.read(subscription.organizationId)
  const waiting =
    subscription.wakeAt === null ? [] : await services.store.subscriptions.listWaiting(subscription, mostWaiting)
  const wasAway = subscription.failures >= mostFailures
  // A receiver that was away is tried with what waits.
  const isRead = waiting.length < mostWaiting && (!wasAway || waiting.length === 0)
  const { cursor, events, isEnd } = isRead ? await readNew(reader, subscription) : unread(subscription)
  const tally = new Tally(subscription, services)
  const lanes = toLanes(waiting, events)

  async function deliverLane(items: readonly Item[]): Promise<void> {
    let holds = isHeld(items, services.now())
    for (const item of items) {
      if (holds || tally.isAway || isStopped()) tally.keep(item)
      else holds = await attempt(item)
    }
  }

  async function attempt(item: Item): Promise<boolean> {
    const event = item.row === null ? item.event : await findEvent(reader, item.row)
    if (event === undefined || !isWanted(subscription, event)) return (tally.passed(item), false)
    const outcome = await options.send(subscription, event)
    if (!outcome.delivered) return tally.failed(item, outcome)
    tally.delivered(item)
    return false
  }

  await eachOf(lanes, wasAway ? 1 : atOnce, deliverLane)
  const after = tally.waitingAfter(waiting)
  const { counts, deliveredAt, drop, failingSince, failures, lastError, put } = tally
  const now = services.now()
  const away =
    tally.isAway && later(now, toPause(Math.max(1, failures - mostFailures + 1), tally.retryAfter, tally.chance()))
  const wakeAt = away === false ? earliestHead(after) : away
  const blocked = away !== false || after.length >= mostWaiting
  return {
    progress: { cursor, failures, failingSince, blocked, wakeAt, lastError, deliveredAt, put, drop },
    counts,
    more: !blocked && !isStopped() && (!isEnd || (wakeAt !== null && hasCome(wakeAt, now))),
    off: toOffReason(tally),
  }
}

function toOffReason({ gone, isHopeless, refused }: Tally): OffReason | null {
  if (gone) return 'gone'
  if (refused) return 'refused'
  return isHopeless ? 'failing' : null
}

interface Read {
  readonly cursor: Place
  readonly events: readonly StoredEvent[]
  /** Whether nothing is behind it. */
  readonly isEnd: boolean
}

/** What is new. At the end of the log the cursor goes behind what only the audit shows, too. */
async function readNew(reader: StoreReader, { cursor, types }: Subscription): Promise<Read> {
  const [{ revision }, read] = await Promise.all([reader.getState(), reader.events.list(cursor, batchSize)])
  const events = read.filter((event) => isWanted({ types }, event))
  const last = read.at(-1)
  if (last !== undefined && read.length === batchSize)
    return { cursor: { revision: last.revision, index: last.index }, events, isEnd: false }
  // What has been committed between the two is read, and its revision is greater.
  const behind = Math.max(revision, last?.revision ?? 0)
  return { cursor: { revision: behind, index: behindAll }, events, isEnd: true }
}

function unread({ cursor }: Subscription): Read {
  return { cursor, events: [], isEnd: false }
}

function toLanes(waiting: readonly Delivery[], events: readonly StoredEvent[]): readonly (readonly Item[])[] {
  const lanes = new Map<string, Item[]>()
  const add = (lane: string, item: Item): void => {
    const items = lanes.get(lane)
    if (items === undefined) lanes.set(lane, [item])
    else items.push(item)
  }
  for (const row of waiting) add(row.lane, { row })
  for (const event of events) add(laneOf(event), { row: null, event })
  return [...lanes.values()]
}

/** Whether the first of a lane is to be tried later. */
function isHeld([first]: readonly Item[], now: string): boolean {
  return first !== undefined && first.row !== null && !hasCome(first.row.dueAt, now)
}

/** When the first of any lane is due. */
function earliestHead(waiting: readonly Delivery[]): string | null {
  const lanes = new Set<string>()
  let earliest: string | null = null
  for (const { dueAt, lane } of waiting) {
    if (lanes.has(lane)) continue
    lanes.add(lane)
    if (earliest === null || dueAt < earliest) earliest = dueAt
  }
  return earliest
}

async function eachOf<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values()
  const worker = async (): Promise<void> => {
    for (const item of rest) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker))
}
