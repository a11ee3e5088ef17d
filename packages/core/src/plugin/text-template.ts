/** A text in which `${…}` may stand for a value of the person: `${user.department}`, `acme-${team}`. */
export interface TextTemplate {
  readonly text: string
  /** What stands in `${…}`, each once; none for a plain text. */
  readonly variables: readonly string[]
  /** The text with these values in it. */
  fill(values: ReadonlyMap<string, string>): string
  /** Whether some value can make it this text, without regard to case. */
  mayBe(text: string): boolean
}
