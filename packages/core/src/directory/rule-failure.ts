/** A rule that could not be decided for a person. */
export interface RuleFailure {
  readonly subject: string
  /** The section, and the rule as its assignments name it; or a plugin, and the hook by which it decides. */
  readonly source: string
  readonly rule: string
  /** Where the rule stands in the file, from 1; 0 for a rule of the defaults. */
  readonly line: number
  /** The plugin whose word has thrown; `null` where that is not known. */
  readonly plugin: string | null
  /** What went wrong, in words for an owner. */
  readonly reason: string
  /** Whether everything stays that the source has given the person: of a hook nobody knows which rule has failed. */
  readonly whole?: true
}
