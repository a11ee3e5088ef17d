import type { StoredEvent } from '../plugin/event.ts'
import type { PlatformEvent } from './platform-event.ts'

/** How far somebody has read the feed over all organizations: to the end of an entry, or within it. */
export interface FeedPlace {
  /** Of the entry; 0 before the first. */
  readonly position: number
  /** The last event that was read of an entry that has more; `null` where all of it was read. */
  readonly within: { readonly revision: number; readonly index: number } | null
}

/** What a page of it is made of: an event, or an entry that has none for the feed. */
export interface FeedRow {
  readonly position: number
  /** Tells the entry from one of another database, or of another time, that has the same position. */
  readonly mark: string
  readonly found: FoundEvent | null
  /** Where it is that of an organization that was deleted. */
  readonly deletion: PlatformEvent | null
}

/** That an organization was deleted; its data says the `id` that the product called it by. */
export interface FoundDeletion {
  readonly deletion: PlatformEvent
}

/** An event of whichever organization. */
export interface FoundEvent {
  readonly organizationId: string
  /** What the product that made the organization calls it; `null` for one that the operator made. */
  readonly externalId: string | null
  readonly event: StoredEvent
}
