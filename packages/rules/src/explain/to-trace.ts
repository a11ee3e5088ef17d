import type { ConditionTrace } from '@rolecall/core/directory/condition-trace'
import type { AttributeCondition, Condition } from '@rolecall/core/plugin/condition'
import { isJsonObject, type Json } from '@rolecall/core/scim/resource/resource-data'
import { printFilter } from '@rolecall/core/scim/filter/print-filter'

/** A condition after a run of the engine, as it answers it. */
export interface EvaluatedCondition {
  readonly all?: readonly EvaluatedCondition[]
  readonly any?: readonly EvaluatedCondition[]
  readonly not?: EvaluatedCondition
  readonly result?: boolean
  readonly factResult?: unknown
}

/** What a comparison is about as the provider sent it: the engine compares folded keys. `undefined` where there is none. */
export type SentValues = (condition: AttributeCondition) => readonly Json[] | undefined

/** The author's condition with what the engine made of each part of it; both have the same shape. */
export function toTrace(
  condition: Condition,
  evaluated: EvaluatedCondition,
  result: boolean,
  sent: SentValues,
): ConditionTrace {
  const { source } = condition
  const place = source === undefined ? {} : { line: source.line, column: source.column }
  const common = { result, text: source?.text ?? describe(condition), ...place }
  if ('all' in condition) return { ...common, kind: 'all', parts: toTraces(condition.all, evaluated.all, sent) }
  if ('any' in condition) return { ...common, kind: 'any', parts: toTraces(condition.any, evaluated.any, sent) }
  if ('not' in condition) {
    const part = evaluated.not ?? {}
    return { ...common, kind: 'not', part: toTrace(condition.not, part, part.result === true, sent) }
  }
  // The engine's rules begin with a list: a single comparison is the only part of one.
  const [only] = evaluated.all ?? []
  const leaf = only ?? (evaluated.not?.factResult === undefined ? evaluated : evaluated.not)
  if ('group' in condition || 'inGroup' in condition || 'someGroup' in condition) {
    return { ...common, kind: 'group', group: describeGroup(condition), by: namingOf(condition) }
  }
  return {
    ...common,
    kind: 'comparison',
    fact: toFact(('path' in condition ? sent(condition) : undefined) ?? leaf.factResult),
  }
}

/** How many comparisons came out as the condition needs them. */
export function countHeld(trace: ConditionTrace): number {
  if (trace.kind === 'all' || trace.kind === 'any') {
    return trace.parts.reduce((sum, part) => sum + countHeld(part), trace.result ? 1 : 0)
  }
  return trace.result ? 1 : 0
}

function toTraces(
  conditions: readonly Condition[],
  evaluated: readonly EvaluatedCondition[] | undefined,
  sent: SentValues,
): readonly ConditionTrace[] {
  return conditions.map((part, index) => {
    const answer = evaluated?.[index] ?? {}
    return toTrace(part, answer, answer.result === true, sent)
  })
}

/** What was compared: `null` for nothing, the value for one, a list for several. */
function toFact(compared: unknown): Json {
  if (!Array.isArray(compared)) return null
  const values = compared as readonly Json[]
  if (values.length === 0) return null
  return values.length === 1 ? (values[0] ?? null) : values
}

type GroupMention = Extract<Condition, { group: unknown } | { inGroup: unknown } | { someGroup: unknown }>

function describeGroup(condition: GroupMention): string {
  if ('inGroup' in condition) return condition.inGroup
  if ('someGroup' in condition) return printFilter(condition.someGroup)
  const { group } = condition
  if ('name' in group) return group.written ?? group.name
  return 'id' in group ? group.id : group.pattern.text
}

function namingOf(condition: GroupMention): 'name' | 'id' | 'pattern' | 'filter' {
  if ('inGroup' in condition) return 'name'
  if ('someGroup' in condition) return 'filter'
  const { group } = condition
  if ('name' in group) return 'name'
  return 'id' in group ? 'id' : 'pattern'
}

/** For a condition that no author wrote: one of a plugin, or of a default. */
function describe(condition: Condition): string {
  if ('all' in condition) return condition.all.map((part) => `(${describe(part)})`).join(' and ')
  if ('any' in condition) return condition.any.map((part) => `(${describe(part)})`).join(' or ')
  if ('not' in condition) return `not (${describe(condition.not)})`
  if ('always' in condition) return 'everybody'
  if ('inGroup' in condition) return `in the group ${condition.inGroup}`
  if ('someGroup' in condition) return `user.groups[${printFilter(condition.someGroup)}]`
  return 'group' in condition ? `in the group ${describeGroup(condition)}` : describeComparison(condition)
}

function describeComparison({ fact, of = 'user', operator, path, value }: AttributeCondition): string {
  const left = fact ?? `${of}.${path}`
  if (operator === 'pr' || value === null) return `${left} ${operator}`
  const isPath = isJsonObject(value) && typeof value['path'] === 'string'
  return `${left} ${operator} ${isPath ? `${of}.${value['path']}` : JSON.stringify(value)}`
}
