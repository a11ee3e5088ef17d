import type { ConditionPlace, SubjectGroup } from '@rolecall/core/decider'
import type { Condition } from '@rolecall/core/plugin/condition'
import { compileCondition } from '../condition/compile-condition.ts'
import { toEngineFacts, toGroupsFact } from '../condition/engine-facts.ts'
import type { CompiledRule } from '../mapping/compiled-rule.ts'
import { isSatisfied } from '../mapping/is-satisfied.ts'
import type { EngineParts } from '../mapping/run-engine.ts'
import type { Words } from '../vocabulary.ts'
import { toForgiving } from './to-forgiving.ts'

export interface FittingOptions {
  readonly parts: EngineParts
  readonly words: Words
}

/**
 * Of these groups those for which one comparison holds. It suggests, and decides nothing: the comparison is called for each
 * group itself, for an engine for each would take too long.
 */
export function findFittingGroups(
  rules: readonly CompiledRule[],
  place: ConditionPlace,
  groups: readonly SubjectGroup[],
  { parts, words }: FittingOptions,
): ReadonlySet<string> | undefined {
  const leaf = rules.flatMap(({ definition }) => leavesOf(definition.when)).find((part) => isAt(part, place))
  if (leaf === undefined || !isAboutGroup(leaf)) return undefined
  const fits = createGroupTest(leaf, { parts, words })
  return new Set(groups.filter(fits).map(({ id }) => id))
}

/** Whether one comparison that is about groups holds for a group. */
export function createGroupTest(leaf: Condition, { parts, words }: FittingOptions): (group: SubjectGroup) => boolean {
  const { conditions } = compileCondition(leaf, words)
  const forgiving = toForgiving(parts)
  return (group) => isSatisfied(conditions, toFacts(group), forgiving)
}

/** The comparisons of a condition. */
export function leavesOf(condition: Condition): readonly Condition[] {
  if ('all' in condition) return condition.all.flatMap(leavesOf)
  if ('any' in condition) return condition.any.flatMap(leavesOf)
  return 'not' in condition ? leavesOf(condition.not) : [condition]
}

function isAt({ source }: Condition, { column, line }: ConditionPlace): boolean {
  return source !== undefined && source.line === line && source.column === column
}

/** Whether a comparison looks at a group of the person. */
export function isAboutGroup(condition: Condition): boolean {
  return (
    'group' in condition ||
    'inGroup' in condition ||
    'someGroup' in condition ||
    ('path' in condition && condition.of === 'group')
  )
}

function toFacts(group: SubjectGroup): Record<string, unknown> {
  const subject = { id: '', user: null, groups: [group] }
  return toEngineFacts(subject, group, 'bound', toGroupsFact(subject, 'bound'))
}
