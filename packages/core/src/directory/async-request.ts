/** A request that was accepted and is carried out later (RFC 9967 §2.5.1.1). */
export interface AsyncRequest {
  readonly organizationId: string
  /** What its client knows it by (`Set-Txn`), and every token about it (`txn`). */
  readonly txn: string
  /** The key that has asked: it alone may read what comes of it. */
  readonly keyId: string
  /** Those of an organization are carried out in this order. */
  readonly position: number
  readonly acceptedAt: string
  /** The operations of a bulk request; `null` for a request of one resource. */
  readonly operations: number | null
  /** How many of these have come to something. */
  readonly done: number
  /** How often it was begun since the last of them. */
  readonly attempts: number
  /** Of `sealed`. */
  readonly bytes: number
  /** What is asked for, and by whom: it may have a password in it. */
  readonly sealed: string
}

/** The type of the event that says what came of one (RFC 9967 §2.5.1.3); it is about `requests/<txn>`. */
export const completed = 'AsyncRequestCompleted'

/** What the events of a request are about. */
export function toRequestSubject(txn: string): string {
  return `requests/${txn}`
}
