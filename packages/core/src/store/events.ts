import type { NewEvent, StoredEvent } from '../plugin/event.ts'

export interface EventReader {
  /** Events after that place, oldest first, at most `limit`. */
  list(after: EventPlace | null, limit: number): Promise<StoredEvent[]>
  /** Events about one thing (`users/<id>`, `groups/<id>`), oldest first, at most `limit`. */
  listOf(subject: string, after: EventPlace | null, limit: number): Promise<StoredEvent[]>
  /** Events of one transaction about one thing, in their order. */
  listOfRevision(revision: number, subject: string): Promise<StoredEvent[]>
}

/** A place in the log of an organization. */
export interface EventPlace {
  readonly revision: number
  readonly index: number
}

export interface EventWriter {
  /** Appends in this order; stored together before the commit. */
  append(events: readonly NewEvent[]): void
}
