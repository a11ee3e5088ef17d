import type { FactKind, MappingKind, OperatorDefinition } from '@rolecall/core/plugin/mapping-kind'
import type { Condition } from '@rolecall/core/plugin/condition'

/** A section whose rules are given, whatever stands in the file; each asks for `{ rule }`, its index. */
export function fixedKind(
  section: string,
  facts: readonly FactKind[],
  rules: readonly Condition[],
  byDefault: 'by default too' | 'no default' = 'by default too',
  effect = 'test',
): MappingKind {
  return {
    section,
    summary: '',
    facts,
    effects: [effect],
    ...(byDefault === 'no default' ? {} : { defaultValue: null }),
    compile: ({ line, column }) =>
      rules.map((when, index) => ({
        id: `${section}:${index}`,
        line,
        column,
        when,
        assign: ({ group }) => [{ effect, value: { rule: index, ...(group === null ? {} : { group: group.id }) } }],
      })),
  }
}

/** An operator that remembers how often it was asked. */
export interface CountingOperator extends OperatorDefinition {
  calls: number
}

export function countingOperator(name: string): CountingOperator {
  const operator: CountingOperator = {
    name,
    calls: 0,
    evaluate() {
      operator.calls += 1
      return true
    },
  }
  return operator
}
