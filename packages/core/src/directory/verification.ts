/** A derived row that is not what a computation from nothing gives; or a rule that can't be computed, which is no difference. */
export interface VerifyDifference {
  readonly kind: 'missing' | 'unexpected' | 'different' | 'undecided'
  readonly userId: string
  /** The grant or assignment, in words for people. */
  readonly what: string
}

/** What the last verification of an organization came to. */
export interface Verification {
  /** When it began (RFC 3339, UTC). */
  readonly verifiedAt: string
  readonly durationMs: number
  /** How many people were decided. */
  readonly members: number
  /** How many derived grants were compared. */
  readonly grants: number
  /** How many derived rows are not what the facts give. */
  readonly differences: number
  /** The first of them, and of what could not be decided. */
  readonly examples: readonly VerifyDifference[]
  /** Why it could not be made, for people; `null` where it was. */
  readonly failure: string | null
}

/** The last verifications of all organizations, as metrics show them. */
export interface VerificationSummary {
  /** When the one was that is the longest ago; `null` for none. */
  readonly oldest: string | null
  readonly longestMs: number
  readonly differences: number
  /** How many could not be made. */
  readonly failures: number
}

/** The last verification, where it could not be made. */
export function failedVerification(verifiedAt: string, failure: string): Verification {
  return { verifiedAt, durationMs: 0, members: 0, grants: 0, differences: 0, examples: [], failure }
}
