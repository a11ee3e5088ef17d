/**
 * The database could not do what was asked, through no fault of the request. `conflict`: another
 * writer came first (retried, then 503); `unavailable`: it can't be reached, is full, or closed (503).
 */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly kind: 'conflict' | 'unavailable'

  constructor(kind: 'conflict' | 'unavailable', message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.kind = kind
  }
}
