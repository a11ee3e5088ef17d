import type { RuleDefinition } from '@rolecall/core/plugin/mapping-kind'
import type { CompiledCondition } from '../condition/compile-condition.ts'

/** A rule with its compiled condition and its place among all rules of the mapping. */
export interface CompiledRule {
  readonly section: string
  /** What the section declares that its rules ask for. */
  readonly effects: readonly string[]
  readonly definition: RuleDefinition
  readonly condition: CompiledCondition
  /** The order of the document, from 0; sections that the file does not have come last. */
  readonly order: number
}
