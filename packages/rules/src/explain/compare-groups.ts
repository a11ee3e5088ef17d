import type { GroupComparison, SubjectGroup } from '@rolecall/core/decider'
import type { Condition } from '@rolecall/core/plugin/condition'
import type { CompiledRule } from '../mapping/compiled-rule.ts'
import { createGroupTest, isAboutGroup, leavesOf, type FittingOptions } from './find-fitting-groups.ts'

/** So many times a pattern or a condition is held against a group: some seconds. */
const maxTests = 2_000_000

/** A comparison of a rule that names no group literally. */
interface OpenLeaf {
  readonly rule: CompiledRule
  readonly fits: (group: SubjectGroup) => boolean
}

/**
 * Which groups no rule of the file names, by name, id, pattern or condition, and which rules name none of them; `null`
 * where there are too many of both.
 */
export function compareGroups(
  rules: readonly CompiledRule[],
  groups: readonly SubjectGroup[],
  options: FittingOptions,
): GroupComparison | null {
  const naming = rules.filter(({ definition }) => definition.line > 0 && leavesAboutGroups(definition.when).length > 0)
  const literal = toLiteral(naming)
  const open = naming.flatMap((rule) => toOpenLeaves(rule, options))
  if (open.length * groups.length > maxTests) return null
  const met = new Set<CompiledRule>()
  const unnamed: string[] = []
  for (const group of groups) {
    const found = [...group.nameKeys, ...group.claims, group.id].flatMap((name) => literal.get(name) ?? [])
    for (const rule of found) met.add(rule)
    let named = found.length > 0
    for (const { fits, rule } of open) {
      if ((named && met.has(rule)) || !fits(group)) continue
      named = true
      met.add(rule)
    }
    if (!named) unnamed.push(group.id)
  }
  return { unnamed, withoutGroup: naming.filter((rule) => !met.has(rule)).map(toNamed) }
}

/** The rules by the folded names and the ids that they name. */
function toLiteral(rules: readonly CompiledRule[]): ReadonlyMap<string, readonly CompiledRule[]> {
  const literal = new Map<string, CompiledRule[]>()
  for (const rule of rules) {
    const { ids, names, setIds, setNames } = rule.whole.condition
    for (const name of [...names, ...setNames, ...ids, ...setIds]) {
      const known = literal.get(name)
      if (known === undefined) literal.set(name, [rule])
      else known.push(rule)
    }
  }
  return literal
}

function toOpenLeaves(rule: CompiledRule, options: FittingOptions): readonly OpenLeaf[] {
  return leavesAboutGroups(rule.definition.when)
    .filter((leaf) => !('inGroup' in leaf) && !('group' in leaf && !('pattern' in leaf.group)))
    .map((leaf) => ({ rule, fits: createGroupTest(leaf, options) }))
}

function leavesAboutGroups(condition: Condition): readonly Condition[] {
  return leavesOf(condition).filter(isAboutGroup)
}

function toNamed({ definition: { column, id, line, when }, section }: CompiledRule) {
  return { id, section, line, column, text: when.source?.text ?? id }
}
