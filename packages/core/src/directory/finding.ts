/** Something about what the provider sends that an owner should know; nothing is refused for it. */
export interface FindingView {
  /** Stable: `user-name-not-email`. */
  readonly code: string
  /** A sentence that says what to change. */
  readonly message: string
  /** Some of the others that it is about, by `userName`, or of a group by `displayName`. */
  readonly others?: readonly string[]
}

/** A request was answered 2xx though something of it was not done. */
export const leftOut = 'left-out'

/** Several users, or several groups, have one `externalId`. */
export const externalIdShared = 'external-id-shared'

/** What is said of a group that has another one as a member. */
export const nestedGroup = 'A group as a member is stored and grants nothing; assign its people directly'
