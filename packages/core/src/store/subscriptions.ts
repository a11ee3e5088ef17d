import type {
  Delivery,
  OffReason,
  Place,
  Subscription,
  SubscriptionDefinition,
  SubscriptionProgress,
  SubscriptionState,
} from '../directory/subscription.ts'

export type SubscriptionKey = Pick<Subscription, 'organizationId' | 'id'>

/** Now, and how far ahead an instant of ours can be: one that is further was written by a clock that was wrong. */
export interface DueAt {
  readonly now: string
  readonly latestClaim: string
  readonly latestWake: string
}

/** A claim on a subscription: who has it delivers, and nobody else. */
export interface SubscriptionClaim {
  readonly token: string
  readonly until: string
}

/** What one round of deliveries came to. */
export interface SavedProgress extends SubscriptionProgress {
  readonly put: readonly Delivery[]
  readonly drop: readonly Place[]
}

/** Subscriptions across organizations, for whoever delivers. */
export interface SubscriptionStore {
  /**
   * Those that are on, that nobody has claimed, and for which there is something to do: something new in the log, or something to
   * try again. Whoever was had last comes last, for there may be more than can be had at once. `organizationId` is `null` for all.
   */
  listDue(at: DueAt, organizationId: string | null, limit: number): Promise<SubscriptionKey[]>
  /** The subscription as it is, where the claim was made: of several who try, one has it. */
  claim(key: SubscriptionKey, at: DueAt, claim: SubscriptionClaim): Promise<Subscription | undefined>
  /** Whether the claim still stands, until then. */
  renew(key: SubscriptionKey, claim: SubscriptionClaim): Promise<boolean>
  /** Deliveries that wait, in the order of the log. */
  listWaiting(key: SubscriptionKey, limit: number): Promise<Delivery[]>
  /** Writes down what was done and ends the claim. `false`, and nothing is written, where it no longer stands. */
  save(key: SubscriptionKey, token: string, progress: SavedProgress): Promise<boolean>
  /** How many are in that state, of all organizations. */
  count(state: SubscriptionState): Promise<number>
}

export interface SubscriptionReader {
  list(): Promise<Subscription[]>
  find(id: string): Promise<Subscription | undefined>
  /** Those of one state, in the order of the log. */
  listDeliveries(id: string, state: Delivery['state'], after: Place | null, limit: number): Promise<Delivery[]>
  /** Of what was given up the last in the log. */
  findLastDead(id: string): Promise<Delivery | undefined>
  /** What waits or is dead of one event, of every subscription. */
  listDeliveriesOf(place: Place): Promise<Delivery[]>
}

/** Every write ends a claim: whoever delivers looks again. */
export interface SubscriptionWriter {
  insert(subscription: Subscription): Promise<void>
  /** Writes its definition and its state; one that is on has its failures forgotten, and tries all that waits at once. */
  update(
    id: string,
    changed: SubscriptionDefinition & { readonly state: SubscriptionState; readonly offReason: OffReason | null },
  ): Promise<void>
  /** Goes on behind that place: what waits or is dead beyond it will come again. */
  rewind(id: string, cursor: Place): Promise<void>
  delete(id: string): Promise<void>
}
