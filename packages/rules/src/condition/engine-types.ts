import type { RuleProperties } from 'json-rules-engine'

/** json-rules-engine's own types, which it does not export by name. */
export type TopLevelCondition = RuleProperties['conditions']
export type NestedCondition = Extract<TopLevelCondition, { readonly all: unknown }>['all'][number]

export function isTopLevel(condition: NestedCondition): condition is TopLevelCondition {
  return 'all' in condition || 'any' in condition || 'not' in condition
}
