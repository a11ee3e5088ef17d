import type { KnownNames } from '@rolecall/core/decider'
import type { AttributeCondition, Condition } from '@rolecall/core/plugin/condition'
import type { NamePattern } from '@rolecall/core/plugin/name-pattern'
import { fold } from '@rolecall/core/scim/fold'
import { toPattern } from '../condition/compile-comparison.ts'
import { matchesOperator } from '../condition/operators.ts'
import type { CompiledRule } from '../mapping/compiled-rule.ts'
import { namesWith } from '../pattern/sample-names.ts'
import type { WrittenTest } from './written-test.ts'

/** Names that captures are tried with. */
export interface ProbingNames {
  /** Those that the test itself names, and what they are made of: each with each. */
  readonly told: readonly string[]
  /** Those that the mapping and the organization know: one at a time. */
  readonly known: readonly string[]
  /** Groups that there are. */
  readonly groups: readonly string[]
}

/** Of each kind, so that a large directory is no long test. */
const [maxTold, maxKnown, maxGroups] = [40, 500, 500]

/** How often a name of the directory is held against a pattern for one property. */
const maxHeld = 200_000

/** What a test, the mapping, the catalogue and the directory call groups, teams and roles. */
export function toProbingNames(
  { mentions }: WrittenTest,
  rules: readonly CompiledRule[],
  known: KnownNames,
): ProbingNames {
  const references = rules.flatMap(({ definition }) => definition.references ?? [])
  const named = references.flatMap((reference) => {
    if (reference.kind === 'team') return [reference.id]
    return reference.kind === 'role' ? [reference.role] : []
  })
  const told = mentions.filter(({ kind }) => kind !== 'group').flatMap(({ name }) => [name, ...partsOf(name)])
  return {
    told: distinct(told).slice(0, maxTold),
    known: distinct(['Owner', ...known.teamRoles, ...named, ...known.teams]).slice(0, maxKnown),
    groups: known.groups.slice(0, Math.ceil(maxHeld / Math.max(1, rules.length))),
  }
}

/** Names of groups that a pattern matches. */
export interface ProbedNames {
  /** By which its captures become what the test names. */
  readonly told: readonly string[]
  /** By which they become what somebody else knows, and groups that there are. */
  readonly known: readonly string[]
}

/** Names by which the captures of a pattern become names that somebody knows. */
export function probe(pattern: NamePattern, { groups, known, told }: ProbingNames): ProbedNames {
  const each = new Map(accept(pattern, told))
  const alone = accept(pattern, known).flatMap(([capture, names]) => {
    const others = [...each]
      .filter(([other]) => other !== capture)
      .map(([other, some]) => [other, some.slice(0, 1)] as const)
    return namesWith(pattern, new Map([...others, [capture, names]]))
  })
  const there = groups.filter((name) => pattern.match(name) !== undefined).slice(0, maxGroups)
  return { told: each.size === 0 ? [] : namesWith(pattern, each), known: distinct([...alone, ...there]) }
}

/** What each capture may be of these, where it may be any. */
function accept(pattern: NamePattern, names: readonly string[]) {
  return pattern.captures
    .map((capture) => [capture, names.filter((name) => pattern.mayCapture(capture, name))] as const)
    .filter(([, accepted]) => accepted.length > 0)
}

/** What the name of the group of a membership is held against: the pattern of an entry, or that of a `matches`. */
export function patternsOf(condition: Condition): readonly NamePattern[] {
  if ('all' in condition) return condition.all.flatMap(patternsOf)
  if ('any' in condition) return condition.any.flatMap(patternsOf)
  if ('not' in condition) return patternsOf(condition.not)
  if ('group' in condition) return 'pattern' in condition.group ? [condition.group.pattern] : []
  return 'path' in condition && matchesGroupName(condition)
    ? [toPattern({ text: condition.path }, condition.value)]
    : []
}

/** Whether it is a `matches` over the name of the group. */
export function matchesGroupName({ fact, of, operator, path }: AttributeCondition): boolean {
  return (
    fact === undefined && of === 'group' && operator === matchesOperator.name && path.toLowerCase() === 'displayname'
  )
}

/** A template may put something before or behind a capture: `acme-sales` may be made of `sales`. */
export function partsOf(name: string): readonly string[] {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  if (words.length < 2) return []
  const starts = words.map((word) => name.slice(name.indexOf(word)))
  const ends = words.map((word) => name.slice(0, name.lastIndexOf(word) + word.length))
  return [...words, ...starts, ...ends]
}

/** Once each, without regard to case. */
function distinct(names: readonly string[]): readonly string[] {
  return [...new Map(names.map((name) => [fold(name), name])).values()]
}
