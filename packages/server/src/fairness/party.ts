/** Whose request it is. */
export interface Party {
  /** `null` for whoever is no organization that we know. */
  readonly organization: string | null
  /** The key by which it asks, or what tells those without one apart. */
  readonly key: string
}
