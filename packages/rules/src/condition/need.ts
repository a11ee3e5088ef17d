import type { Condition } from '@rolecall/core/plugin/condition'
import type { FactPath } from './fact-path.ts'

/**
 * What at least one of must be there for a condition to hold, each as a token: a group, with `null`; or a value of an
 * attribute, with its path. So a rule is looked at only for people who have what it needs.
 */
export type Need = ReadonlyMap<string, FactPath | null>

/** What a condition without parts needs; `null` where it may hold for anybody, as every negation may. */
export type NeedOfLeaf = (leaf: Condition) => Need | null

/** Each of these is needed. */
export function needsOf(condition: Condition, needOfLeaf: NeedOfLeaf): readonly Need[] {
  if ('all' in condition) return condition.all.flatMap((part) => needsOf(part, needOfLeaf))
  if ('any' in condition) return union(condition.any.map((part) => smallestNeed(needsOf(part, needOfLeaf))))
  const need = needOfLeaf(condition)
  return need === null ? [] : [need]
}

/** The one with the fewest tokens tells most; `null` for none. */
export function smallestNeed(needs: readonly Need[]): Need | null {
  return needs.reduce<Need | null>((least, need) => (least && weightOf(least) <= weightOf(need) ? least : need), null)
}

/** That something is true or false tells little: it is so of half of the people. */
function weightOf(need: Need): number {
  return [...need.values()].reduce((sum, path) => sum + (path?.leaf.type === 'boolean' ? 1_000 : 1), 0)
}

/** One part may hold: without a need of its own, nothing is needed. */
function union(parts: readonly (Need | null)[]): readonly Need[] {
  const needs = parts.filter((part) => part !== null)
  return needs.length < parts.length ? [] : [new Map(needs.flatMap((need) => [...need]))]
}
