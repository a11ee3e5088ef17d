import type { Level } from '../check.ts'

/** One line of a profile: what it asks for, in a sentence of ours. */
export interface Requirement {
  /** `INT-07`: the profile and a number, as checks name it in their `row`. */
  readonly id: string
  /** `note` for what the profile tells and does not ask for. */
  readonly level: Level | 'note'
  /** Whom it is asked of. */
  readonly of: 'server' | 'client' | 'both'
  /** Where it is written. */
  readonly section: string
  readonly text: string
  /** Checks that show it beside those with its `row`: their id, or that of their group with a slash at its end. */
  readonly shownBy?: readonly string[]
  /** What of it can't be seen by HTTP from outside, and why. Without any check that is all of it. */
  readonly unseen?: string
}

/** What a run has shown of a requirement. */
export interface Judgement {
  readonly requirement: Requirement
  readonly status: 'met' | 'not met' | 'not checked'
  /** The first check that failed, or why nothing was looked at; `null` for what is met and seen whole. */
  readonly reason: string | null
  /** The checks that it was judged by. */
  readonly checks: readonly string[]
}
