import type { RuleAssignment } from '@rolecall/core/plugin/rule'
import type { FailedRule, Firing } from './outcome.ts'

/** A rule that fires, with what it asks for. */
export interface GivenFiring {
  readonly firing: Firing
  readonly gifts: readonly RuleAssignment[]
}

/** What rules came to for one person, with what they give. */
export interface GivenOutcome {
  /** In the order of the document. */
  readonly given: readonly GivenFiring[]
  readonly failed: readonly FailedRule[]
}
