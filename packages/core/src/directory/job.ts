/** The kind of the job that takes an unconfirmed version of the mapping back; its subject is the version. */
export const revertJob = 'revert-mapping'

/** The kind of the job that takes away all that there is of a deleted organization; it has no subject. */
export const deleteJob = 'delete-organization'

/** Work that is due at a time, whoever of several processes does it. */
export interface NewJob {
  /** Names the handler. */
  readonly kind: string
  /** What it is about: one job for each kind and subject; `''` for the organization as a whole. */
  readonly subject: string
  /** An instant (RFC 3339, UTC). */
  readonly dueAt: string
}

/** A job as stored. */
export interface Job extends NewJob {
  readonly organizationId: string
  /** Until when somebody is at it; `null` for nobody. */
  readonly claimedUntil: string | null
  /** How often it has been claimed since it was scheduled. */
  readonly attempts: number
}
