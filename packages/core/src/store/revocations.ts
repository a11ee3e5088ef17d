/** How many revocations the brake has let through; kept for an hour, where there is a brake. */
export interface RevocationReader {
  count(since: string): Promise<number>
}

export interface RevocationWriter {
  /** Adds to those of this transaction, and forgets what is older than `forgetBefore`. */
  add(revoked: number, forgetBefore: string): Promise<void>
}
