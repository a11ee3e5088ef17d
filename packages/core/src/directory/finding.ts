/** Something about what the provider sends that an owner should know; nothing is refused for it. */
export interface FindingView {
  /** Stable: `user-name-not-email`. */
  readonly code: string
  /** A sentence that says what to change. */
  readonly message: string
  /** Some of the others that it is about, by `userName`, or of a group by `displayName`. */
  readonly others?: readonly string[]
}

/** Several users, or several groups, have one `externalId`. */
export const externalIdShared = 'external-id-shared'
