/** What became of one attempt to deliver an event. */
export type Outcome =
  | { readonly delivered: true }
  | {
      readonly delivered: false
      /** For the owner: what the receiver answered, and nothing about the network between. */
      readonly error: string
      /** How long the receiver wants to be left alone, in milliseconds. */
      readonly retryAfter?: number | null
      /** Whether the receiver says that it is none any more (HTTP 410). */
      readonly gone?: boolean
      /** What trying again is of no use for: this event, or every one until somebody has mended something (RFC 8935 §2). */
      readonly refuses?: 'event' | 'all' | null
    }
