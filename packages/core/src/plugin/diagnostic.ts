/** A finding about the text of a mapping, at its place. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** Stable, upper case with underscores: `UNKNOWN_KEY`. */
  readonly code: string
  /** A sentence that says what was expected. */
  readonly message: string
}
