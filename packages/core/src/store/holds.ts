import type { Hold, HoldKind, HoldState } from '../directory/hold.ts'

/** What waits, or has waited, for an owner. */
export interface HoldReader {
  find(id: string): Promise<Hold | undefined>
  /** Newest first. */
  list(query: HoldQuery): Promise<Hold[]>
}

/** Which holds: all that match every given part. */
export interface HoldQuery {
  readonly state?: HoldState
  readonly kind?: HoldKind
  readonly topic?: string
  readonly subject?: string
  /** Older than the hold of this id. */
  readonly before?: string
  readonly limit?: number
}

export interface HoldWriter {
  /** Inserts, or writes over the one of the same id. */
  put(hold: Hold): Promise<void>
}
