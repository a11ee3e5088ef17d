import type { FactKind } from '@rolecall/core/plugin/mapping-kind'
import type { RuleDefinition } from '@rolecall/core/plugin/rule'
import type { Condition } from '@rolecall/core/plugin/condition'
import { compileCondition, type CompiledCondition } from '../condition/compile-condition.ts'
import { needsOf, type Need } from '../condition/need.ts'
import { neededGroups, neededGroupsOfLeaf } from '../condition/needed-groups.ts'
import { neededValue } from '../condition/needed-value.ts'
import { isAboutMembership } from '../condition/unguarded-group.ts'
import type { Words } from '../vocabulary.ts'

/** A condition that the engine decides on its own, for all inputs that are equal in what it looks at. */
export interface ConditionPart {
  /** Unique within the process: what was decided is remembered under it. */
  readonly number: number
  readonly condition: CompiledCondition
}

/** How a rule is decided. */
export interface CompiledRule {
  readonly section: string
  /** What the section declares that its rules ask for. */
  readonly effects: ReadonlySet<string>
  readonly definition: RuleDefinition
  /** All of it, as one condition. */
  readonly whole: ConditionPart
  /** Whether it is decided for each membership, or once for each person. */
  readonly scope: 'membership' | 'person'
  /** What concerns the group of a membership alone: decided once for each group. */
  readonly groupPart: ConditionPart | null
  /** What is left, decided once for each distinct input; `null` where the group part says all. */
  readonly rest: ConditionPart | null
  /** Groups named literally of which it needs one; `null` for none. */
  readonly needed: ReadonlySet<string> | null
  /** What it needs of the group of a membership, and what is left of it needs of the person. */
  readonly needs: { readonly ofGroup: readonly Need[]; readonly ofPerson: readonly Need[] }
  /** The facts that it looks at. */
  readonly reads: ReadonlySet<FactKind>
  /** The order of the document, from 0; sections that the file does not have come last. */
  readonly order: number
}

/** What compiling the condition of a rule gives. */
export type CompiledParts = Pick<CompiledRule, 'whole' | 'scope' | 'groupPart' | 'rest' | 'needed' | 'needs' | 'reads'>

let parts = 0

/** Compiles a condition and splits off what concerns the group alone. Throws ConditionMistake. */
export function compileParts(when: Condition, words: Words): CompiledParts {
  const whole = compilePart(when, words)
  const { condition } = whole
  const scope = isPerMembership(condition) ? 'membership' : 'person'
  const needed = neededGroups(when, scope === 'membership' ? 'membership' : 'set')
  const common = { whole, scope, needed, reads: readsOf(condition, scope) } as const
  const context = { paths: new Map(condition.paths), words }
  const ofPerson = (part: Condition) =>
    needsOf(part, (leaf) => neededGroupsOfLeaf(leaf, 'set') ?? neededValue(leaf, 'user', context))
  const ofGroup = needsOf(when, (leaf) => neededGroupsOfLeaf(leaf, 'membership') ?? neededValue(leaf, 'group', context))
  const conjuncts = 'all' in when ? when.all : [when]
  const aboutGroup = conjuncts.filter(isAboutGroupAlone)
  const others = conjuncts.filter((part) => !aboutGroup.includes(part))
  if (others.length === 0) return { ...common, groupPart: whole, rest: null, needs: { ofGroup, ofPerson: [] } }
  return {
    ...common,
    needs: { ofGroup, ofPerson: ofPerson({ all: others }) },
    groupPart: aboutGroup.length === 0 ? null : compilePart({ all: aboutGroup }, words),
    rest: aboutGroup.length === 0 ? whole : compilePart({ all: others }, words),
  }
}

function compilePart(when: Condition, words: Words): ConditionPart {
  return { number: (parts += 1), condition: compileCondition(when, words) }
}

function isPerMembership({ ids, names, paths, patterns }: CompiledCondition): boolean {
  return names.size > 0 || ids.size > 0 || patterns.size > 0 || [...paths.values()].some(({ of }) => of !== 'user')
}

/** Nothing in it is about the person or the membership itself. */
function isAboutGroupAlone(condition: Condition): boolean {
  if ('all' in condition) return condition.all.every(isAboutGroupAlone)
  if ('any' in condition) return condition.any.every(isAboutGroupAlone)
  if ('not' in condition) return isAboutGroupAlone(condition.not)
  return isAboutMembership(condition) && !('path' in condition && condition.of === 'member')
}

function readsOf({ looksAtSet, paths, setIds, setNames }: CompiledCondition, scope: CompiledRule['scope']) {
  const reads = new Set<FactKind>()
  const readsSet = looksAtSet || setNames.size > 0 || setIds.size > 0
  if (scope === 'membership' || readsSet) reads.add('groups')
  // What a member is called (`member.display`) follows from the user.
  if ([...paths.values()].some(({ of }) => of === 'user' || of === 'member')) reads.add('user')
  // What holds for everybody follows from there being a user.
  if (reads.size === 0) reads.add('user')
  return reads
}
