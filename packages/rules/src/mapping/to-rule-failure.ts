import { PluginError } from '@rolecall/core/errors'
import type { Subject } from '@rolecall/core/decider'
import type { RuleFailure } from '@rolecall/core/directory/rule-failure'
import type { FailedRule } from './outcome.ts'

/** Why a rule could not be decided for a person, in words for an owner. */
export function toRuleFailure({ id }: Subject, { error, rule }: FailedRule): RuleFailure {
  return {
    subject: id,
    source: rule.section,
    rule: rule.definition.id,
    line: rule.definition.line,
    plugin: error instanceof PluginError ? error.plugin : null,
    reason: reasonOf(error),
  }
}

/** What was thrown, as a sentence. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : 'unknown'
}
