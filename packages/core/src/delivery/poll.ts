import type { OperationServices } from '../change/operation-context.ts'
import {
  behindAll,
  isBehind,
  isWanted,
  type Delivery,
  type Place,
  type Subscription,
} from '../directory/subscription.ts'
import type { StoredEvent } from '../plugin/event.ts'
import type { StoreReader } from '../store.ts'
import type { SavedProgress } from '../store/subscriptions.ts'
import { toDueAt } from './attend.ts'
import { findEvent } from './find-event.ts'
import { laneOf } from './lane-of.ts'
import { claimMilliseconds, later } from './pauses.ts'

/** What a receiver says of what it got before. */
export interface Acknowledgements {
  readonly taken: readonly Place[]
  /** What it could not take, with why. */
  readonly refused: readonly (Place & { readonly error: string })[]
  /** What waits of it for nobody. */
  readonly unwanted?: readonly Place[]
}

type PollServices = Pick<OperationServices, 'store' | 'now' | 'newId'>

/** So many events beyond the last acknowledged one can be acknowledged: far more than one answer has. */
const window = 1_000

/**
 * Writes down what a receiver has acknowledged. The cursor goes to the last of it; what lies before that and is not acknowledged waits.
 * What is no event of the stream, or was acknowledged before, is no mistake. `false` where another request does that just now.
 */
export async function acknowledge(
  services: PollServices,
  subscription: Subscription,
  { refused, taken, unwanted = [] }: Acknowledgements,
): Promise<boolean> {
  const { now, store } = services
  const token = services.newId()
  const until = later(now(), claimMilliseconds)
  const claimed = await store.subscriptions.claim(subscription, toDueAt(now()), { token, until })
  if (claimed === undefined) return false
  const reader = store.read(subscription.organizationId)
  const waiting = await store.subscriptions.listWaiting(claimed, window)
  // Of what is new none is left behind while as much waits.
  const fresh = await readMatching(reader, claimed, claimed.cursor, waiting.length < window ? window : 0)
  const progress = toProgress(claimed, waiting, fresh.events, { taken, refused, unwanted }, now())
  const rest = isBehind(fresh.start, progress.cursor) ? { ...progress, cursor: fresh.start } : progress
  return store.subscriptions.save(claimed, token, rest)
}

function toProgress(
  subscription: Subscription,
  waiting: readonly Delivery[],
  fresh: readonly StoredEvent[],
  { refused, taken, unwanted }: Required<Acknowledgements>,
  now: string,
): SavedProgress {
  const errors = new Map(refused.map(({ error, ...place }) => [keyOf(place), error]))
  const acknowledged = new Set(taken.map(keyOf))
  const isSettled = (place: Place) => acknowledged.has(keyOf(place)) || errors.has(keyOf(place))
  const dropped = new Set([...acknowledged, ...unwanted.map(keyOf)])
  const last = fresh.findLast(isSettled)
  const passed = last === undefined ? [] : fresh.filter((event) => !isBehind(event, last))
  const rows = [...waiting, ...passed.map((event) => toRow(subscription, event, now))]
  const dead = rows.filter((row) => errors.has(keyOf(row)))
  const kept = passed.map((event) => toRow(subscription, event, now)).filter((row) => !isSettled(row))
  return {
    cursor:
      last === undefined
        ? subscription.cursor
        : {
            revision: last.revision,
            index: last.index,
          },
    failures: 0,
    failingSince: null,
    blocked: false,
    wakeAt: null,
    lastError: dead.length === 0 ? subscription.lastError : (errors.get(keyOf(dead[0] as Delivery)) ?? null),
    deliveredAt: acknowledged.size > 0 ? now : subscription.deliveredAt,
    put: [
      ...kept,
      ...dead.map((row): Delivery => ({
        ...row,
        state: 'dead',
        attempts: 1,
        failedAt: now,
        error: errors.get(keyOf(row)) ?? null,
      })),
    ],
    drop: waiting.filter((row) => dropped.has(keyOf(row))),
  }
}

/** What a receiver gets that polls. */
export interface Polled {
  readonly events: readonly StoredEvent[]
  readonly more: boolean
  /** Of the organization, before it was read. */
  readonly revision: number
  /** What waits of types that the stream is not of any more. */
  readonly unwanted: readonly Place[]
}

/** The events of a stream that are not acknowledged, oldest first, at most `limit`; none while it is not on. */
export async function readUnacknowledged(
  { store }: PollServices,
  subscription: Subscription,
  limit: number,
): Promise<Polled> {
  const reader = store.read(subscription.organizationId)
  const { revision } = await reader.getState()
  if (subscription.state !== 'on') return { events: [], more: false, revision, unwanted: [] }
  const { events, unwanted } = await readWaiting(store, reader, subscription, limit + 1)
  const fresh = await readMatching(reader, subscription, subscription.cursor, limit + 1 - events.length)
  const all = [...events, ...fresh.events]
  return { events: all.slice(0, limit), more: all.length > limit, revision, unwanted }
}

/** What waits, in the order of the log; what nobody wants any more lies between, and may be much. */
async function readWaiting(
  store: PollServices['store'],
  reader: StoreReader,
  subscription: Subscription,
  limit: number,
): Promise<{ readonly events: readonly StoredEvent[]; readonly unwanted: readonly Place[] }> {
  const rows = await store.subscriptions.listWaiting(subscription, window)
  const events: StoredEvent[] = []
  const unwanted: Place[] = []
  for (let next = 0; next < rows.length && events.length < limit; next += limit) {
    const some = rows.slice(next, next + limit)
    const found = await Promise.all(some.map((row) => findEvent(reader, row)))
    for (const [index, row] of some.entries()) {
      const event = found[index]
      if (event !== undefined && isWanted(subscription, event)) events.push(event)
      else unwanted.push(row)
    }
  }
  return { events: events.slice(0, limit), unwanted }
}

interface Matching {
  readonly events: readonly StoredEvent[]
  /** Behind what comes before the first of them and is none of the stream. */
  readonly start: Place
}

/** The next events of a stream, however many others lie between. */
async function readMatching(
  reader: StoreReader,
  { types }: Pick<Subscription, 'types'>,
  after: Place,
  limit: number,
): Promise<Matching> {
  const events: StoredEvent[] = []
  let start = after
  for (let place = after; events.length < limit;) {
    const [{ revision }, page] = await Promise.all([reader.getState(), reader.events.list(place, window)])
    events.push(...page.filter((event) => isWanted({ types }, event)))
    const last = page.at(-1)
    const isEnd = last === undefined || page.length < window
    place = isEnd
      ? { revision: Math.max(revision, last?.revision ?? 0, place.revision), index: behindAll }
      : { revision: last.revision, index: last.index }
    if (events.length === 0) start = place
    if (isEnd) break
  }
  return { events: events.slice(0, limit), start }
}

function toRow({ id }: Subscription, event: StoredEvent, now: string): Delivery {
  const { index, revision } = event
  const nothing = { attempts: 0, failedAt: null, error: null, dueAt: now, state: 'waiting' } as const
  return { subscriptionId: id, revision, index, lane: laneOf(event), ...nothing }
}

function keyOf({ index, revision }: Place): string {
  return `${revision}-${index}`
}
