/** How a subscriber gets events: posted to it signed, posted as security event tokens (RFC 8935), or asked for by it (RFC 8936). */
export type SubscriptionKind = 'webhook' | 'push' | 'poll'

/** `off` is what the server has done, with a reason; `paused` is what somebody wanted. Events wait in the log meanwhile. */
export type SubscriptionState = 'on' | 'paused' | 'off'

/** Why the server has switched a subscription off. */
export type OffReason = 'failing' | 'gone' | 'refused'

/** A place in the log of an organization. */
export interface Place {
  readonly revision: number
  readonly index: number
}

/** A secret that deliveries are signed with, sealed; `until` is when it ends, because there is a newer one. */
export interface SealedSecret {
  readonly sealed: string
  readonly created: string
  readonly until: string | null
}

/** What somebody decides about a subscription. */
export interface SubscriptionDefinition {
  readonly displayName: string
  /** Where events are posted to; `null` where the subscriber asks. */
  readonly url: string | null
  /** The types of events that are delivered; `null` for all. */
  readonly types: readonly string[] | null
  /** The first is the newest. */
  readonly secrets: readonly SealedSecret[]
  /** What came before is none of it. */
  readonly begin: Place
  /** Of security event tokens: what they are addressed to, and whether they have data. */
  readonly tokens?: TokenDefinition
}

export interface TokenDefinition {
  /** Where this server was reached when the stream was made: what `iss` begins with, and where the keys are. */
  readonly issuer: string
  readonly audience: readonly string[]
  readonly form: 'full' | 'notice'
  /** Sealed: what a push proves itself by to its receiver, as the value of `Authorization`. */
  readonly authorization: string | null
}

/** Whether a subscriber gets events of a type; what waits may have been wanted once, and be so no more. */
export function isWanted(
  { types }: Pick<SubscriptionDefinition, 'types'>,
  { type }: { readonly type: string },
): boolean {
  return types === null || types.includes(type)
}

/** How far a subscription is, which only whoever delivers writes. */
export interface SubscriptionProgress {
  /** All up to here is acknowledged, but for deliveries that wait or are dead. */
  readonly cursor: Place
  /** Attempts that have failed since the last one that did not. */
  readonly failures: number
  readonly failingSince: string | null
  /** Whether nothing new is read from the log before `wakeAt`. */
  readonly blocked: boolean
  /** When something is to be tried again; `null` where nothing waits. */
  readonly wakeAt: string | null
  readonly lastError: string | null
  readonly deliveredAt: string | null
}

/** Who gets to know of the events of an organization, and how far that is. */
export interface Subscription extends SubscriptionDefinition, SubscriptionProgress {
  readonly organizationId: string
  readonly id: string
  readonly kind: SubscriptionKind
  readonly state: SubscriptionState
  readonly offReason: OffReason | null
  readonly created: string
}

/** An event that a subscriber has not acknowledged though later ones may be: it waits to be tried again, or is given up. */
export interface Delivery extends Place {
  readonly subscriptionId: string
  /** What is delivered in order among itself: a person, or else what the event is about. */
  readonly lane: string
  readonly state: 'waiting' | 'dead'
  readonly attempts: number
  /** When it failed first; `null` before. */
  readonly failedAt: string | null
  readonly dueAt: string
  readonly error: string | null
}

/** Before every event. */
export const beforeAll: Place = { revision: 0, index: 0 }

/** Behind every event of its revision. */
export const behindAll = 999_999_999

export function isBehind(place: Place, other: Place): boolean {
  return place.revision > other.revision || (place.revision === other.revision && place.index > other.index)
}
