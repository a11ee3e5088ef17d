/** A pattern of group names. */
export interface NamePattern {
  readonly text: string
  /** The names of its captures. */
  readonly captures: readonly string[]
  /** Whether it matches any name that there can be. */
  readonly matchesAll: boolean
  /** The captures of a name that it matches as a whole; `undefined` for another name. */
  match(name: string): ReadonlyMap<string, string> | undefined
  /** Whether the capture of that name, seen alone, can be this text. */
  mayCapture(capture: string, text: string): boolean
}
