/** A mistake in the configuration of schemas. */
export interface SchemaIssue {
  /** From the list of schemas to what is wrong: `[0, 'attributes', 2, 'type']`. */
  readonly path: readonly (string | number)[]
  /** Whether the key at the path is wrong, or its value. */
  readonly part: 'key' | 'value'
  readonly message: string
}
