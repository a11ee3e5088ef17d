import type { SubjectGroup } from '@rolecall/core/decider'
import type { CompiledRule } from './compiled-rule.ts'
import { FactsNotRead } from './input-reader.ts'

/** A rule that fires: for a membership, or for the person alone. */
export interface Firing {
  readonly rule: CompiledRule
  readonly group: SubjectGroup | null
  /** Fires only by a name that the group took over from another one. */
  readonly withheld: 'claim' | null
}

/** A rule that could not be decided: a word of a plugin in it has thrown. */
export interface FailedRule {
  readonly rule: CompiledRule
  readonly group: SubjectGroup | null
  readonly error: unknown
}

/** What rules came to for one person: of a rule that failed nothing else is said. */
export interface Outcome {
  /** In the order of the document. */
  readonly firings: readonly Firing[]
  readonly failed: readonly FailedRule[]
}

/** What comes together while a person is decided. */
export interface OpenOutcome {
  readonly firings: Firing[]
  readonly failed: FailedRule[]
}

/** A fault of ours is no failure of a rule, and is thrown. */
export function toFailed({ group, rule }: Pick<Firing, 'group' | 'rule'>, error: unknown): FailedRule {
  if (error instanceof FactsNotRead) throw error
  return { rule, group, error }
}
