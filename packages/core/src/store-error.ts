/** Why it is not available, where the operator of the database has to do something about it. */
export type StoreReason = 'read-only' | 'too-slow' | 'no-right' | 'full' | 'moved'

/**
 * The database could not do what was asked, through no fault of the request. `conflict`: another
 * writer came first (retried, then 503); `unavailable`: it can't be reached, is full, or closed (503).
 */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly kind: 'conflict' | 'unavailable'
  readonly reason: StoreReason | undefined

  constructor(
    kind: 'conflict' | 'unavailable',
    message: string,
    options?: { readonly cause?: unknown; readonly reason?: StoreReason | undefined },
  ) {
    super(message, options)
    this.kind = kind
    this.reason = options?.reason
  }
}
