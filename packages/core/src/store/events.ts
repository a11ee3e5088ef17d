import type { AuditKind } from '../directory/audit.ts'
import type { EventRow } from '../directory/event-chain.ts'
import type { Cause, NewEvent, StoredEvent } from '../plugin/event.ts'

export interface EventReader {
  /** Events after that place, oldest first, at most `limit`: the feed, without what only the audit shows. */
  list(after: EventPlace | null, limit: number): Promise<StoredEvent[]>
  /** Events about one thing (`users/<id>`, `groups/<id>`), oldest first, at most `limit`. */
  listOf(subject: string, after: EventPlace | null, limit: number): Promise<StoredEvent[]>
  /** The newest events of whatever type, newest first. */
  listNewest(limit: number): Promise<StoredEvent[]>
  /** Events about one thing before that place, or the newest: newest first, at most `limit`. */
  listNewestOf(subject: string, before: EventPlace | null, limit: number): Promise<StoredEvent[]>
  /** Events of one transaction about one thing, in their order. */
  listOfRevision(revision: number, subject: string): Promise<StoredEvent[]>
  /** What the audit shows, newest first. */
  listAudit(query: AuditQuery): Promise<EventRow[]>
  /** All events as they are stored, oldest first, at most `limit`. */
  listRows(after: EventPlace | null, limit: number): Promise<EventRow[]>
  /** The hash of the newest event, `null` before the first one that has any; within a transaction, as it was before it. */
  getHead(): Promise<string | null>
  /** The hash of the newest event up to a place; `null` where there is none, or it has none. */
  getHash(upTo: EventPlace): Promise<string | null>
}

/** A place in the log of an organization. */
export interface EventPlace {
  readonly revision: number
  readonly index: number
}

/** Which events of the audit: those that match every given part. */
export interface AuditQuery {
  readonly kind?: AuditKind
  readonly actor?: string
  /** From this instant on, and before that one (RFC 3339, UTC). */
  readonly from?: string
  readonly to?: string
  /** Those before that place; `null` for the newest. */
  readonly before: EventPlace | null
  readonly limit: number
}

/** An event of a transaction that writes down what others have caused. */
export interface AppendedEvent extends NewEvent {
  /** That of the transaction where nothing is said. */
  readonly cause?: Cause
}

export interface EventWriter {
  /** Appends in this order; stored together, and sealed, before the commit. */
  append(events: readonly AppendedEvent[]): void
}
