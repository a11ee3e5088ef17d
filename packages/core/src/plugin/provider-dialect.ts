/**
 * The identity provider whose dialect a plugin speaks: its name is the plugin's. The plugin's
 * `request.normalize` is called for the provider's keys and for those of which no provider was chosen.
 */
export interface ProviderDialect {
  /** How people call the provider. */
  readonly title: string
  /**
   * What it needs outside the RFCs beyond what everybody is forgiven, by name, each with a sentence: names of
   * the plugin's own, which its hooks record, and names of core that only this provider needs.
   */
  readonly tolerances: Readonly<Record<string, string>>
  /** Whether a request shows that it comes from this provider; the first that says so is noted at the key. */
  recognises(signs: RequestSigns): boolean
}

/** What there is of a request to recognise a provider by. */
export interface RequestSigns {
  /** The header `User-Agent`; `''` where there is none. */
  readonly userAgent: string
  /** The query as sent, without `?`. */
  readonly query: string
  /** The parsed body; `undefined` where there is none. */
  readonly body: unknown
}
