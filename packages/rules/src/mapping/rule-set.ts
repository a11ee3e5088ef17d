import type { Subject, SubjectGroup } from '@rolecall/core/decider'
import type { RuleAssignment } from '@rolecall/core/plugin/rule'
import type { LRUCache } from 'lru-cache'
import { dataOf, toEngineFacts, toGroupsFact, type GroupsFact, type NameView } from '../condition/engine-facts.ts'
import { createCache } from '../create-cache.ts'
import type { CompiledRule } from './compiled-rule.ts'
import type { DecisionMemory } from './decision-memory.ts'
import { FactsNotRead, InputReader } from './input-reader.ts'
import { toFailed, type FailedRule, type Firing, type OpenOutcome, type Outcome } from './outcome.ts'
import type { PartMemory } from './part-memory.ts'
import type { Readings } from './reading.ts'
import { RestDecider, type Candidate } from './rest-decider.ts'
import { RuleIndex, tokensOf } from './rule-index.ts'
import { decideConditions } from './decide-conditions.ts'
import type { EngineParts } from './run-engine.ts'

/** What rules say of a group before any person is looked at. */
export interface GroupDecision {
  /** Those that fire for everybody in it. */
  readonly fire: readonly CompiledRule[]
  /** Those of which the rest is to be decided, by what that needs of a person. */
  readonly open: RuleIndex
}

/** What the process remembers of all mappings. */
export interface Memories {
  readonly groups: DecisionMemory<GroupDecision>
  readonly parts: PartMemory
  /** What rules make of a group. */
  readonly gifts: LRUCache<string, readonly RuleAssignment[]>
  /** A number that no other rule set or mapping of the process has. */
  readonly newOwner: () => number
}

/**
 * Rules that are decided together, in two steps: what concerns a group, once for equal groups; then what is left, once
 * for equal values of what it looks at. Rules that need a group nobody is in, or a value that the person does not have,
 * are not looked at. json-rules-engine decides each distinct input.
 */
export class RuleSet {
  readonly #parts: EngineParts
  readonly #memories: Memories
  readonly #owner: number
  readonly #inputs: InputReader
  readonly #rest: RestDecider
  readonly #ofMembership: RuleIndex
  readonly #ofPerson: RuleIndex

  /** Groups mostly leave the same rules open, or none. */
  readonly #open = createCache<RuleIndex>(1_000)

  constructor(rules: readonly CompiledRule[], parts: EngineParts, readings: Readings, memories: Memories) {
    this.#parts = parts
    this.#memories = memories
    this.#owner = memories.newOwner()
    this.#inputs = new InputReader(rules)
    this.#rest = new RestDecider(this.#inputs, parts, readings, memories.parts)
    const ofMembership = rules.filter(({ scope }) => scope === 'membership')
    this.#ofMembership = new RuleIndex(ofMembership, ({ needs }) => needs.ofGroup)
    this.#ofPerson = this.#indexRest(rules.filter(({ scope }) => scope === 'person'))
  }

  /**
   * The rules that fire, each for its memberships. What is wrong with one rule for one person concerns nothing else: what
   * is decided together is decided apart where it throws.
   */
  async fire(subject: Subject): Promise<Outcome> {
    const bound = await this.#fireAs(subject, 'bound')
    if (!subject.groups.some(({ claims }) => claims.length > 0)) return toOutcome(bound)
    const claimed = await this.#fireAs(subject, 'claimed')
    const given = new Set(bound.firings.map(toFiringKey))
    const withheld = claimed.firings.filter((firing) => !given.has(toFiringKey(firing)))
    return toOutcome({
      firings: [...bound.firings, ...withheld.map((firing): Firing => ({ ...firing, withheld: 'claim' }))],
      failed: [...bound.failed, ...claimed.failed],
    })
  }

  async #fireAs(subject: Subject, view: NameView): Promise<OpenOutcome> {
    const outcome: OpenOutcome = { firings: [], failed: [] }
    const candidates: Candidate[] = []
    const offer = (rule: CompiledRule, group: SubjectGroup | null) => {
      if (rule.rest === null) outcome.firings.push({ rule, group, withheld: null })
      else candidates.push({ rule, rest: rule.rest, group })
    }
    if (this.#ofMembership.size > 0) {
      for (const group of subject.groups) {
        const known = this.#findDecision(group, view)
        const { fire, open } = known ?? (await this.#decideGroup(group, view, outcome.failed))
        for (const rule of fire) offer(rule, group)
        for (const rule of candidatesOf(open, subject, view)) offer(rule, group)
      }
    }
    for (const rule of candidatesOf(this.#ofPerson, subject, view)) offer(rule, null)
    if (candidates.length > 0) {
      await this.#rest.decide(candidates, { subject, view, groups: lazyGroups(subject, view) }, outcome)
    }
    return outcome
  }

  /** What is known of a group already, without waiting. */
  #findDecision(group: SubjectGroup, view: NameView): GroupDecision | undefined {
    const input = this.#inputOf(group, view)
    const known = input === undefined ? undefined : this.#memories.groups.find(input)
    return known instanceof Promise ? undefined : known
  }

  async #decideGroup(group: SubjectGroup, view: NameView, failed: FailedRule[]): Promise<GroupDecision> {
    const input = this.#inputOf(group, view)
    const rules = this.#ofMembership.candidates(tokensOf([group], view), dataOf('group', nobody, group))
    try {
      if (input === undefined) return await this.#decideGroupBy(rules, group, view)
      const answer = this.#memories.groups.find(input)
      return await (answer ?? this.#memories.groups.remember(input, this.#decideGroupBy(rules, group, view)))
    } catch {
      return this.#decideGroupApart(rules, group, view, failed)
    }
  }

  /** `undefined` where a fact that a plugin makes of the group throws: then nothing can be remembered of it. */
  #inputOf(group: SubjectGroup, view: NameView): string | undefined {
    try {
      return `${this.#owner} ${this.#inputs.ofGroup(group, view)}`
    } catch (error) {
      if (error instanceof FactsNotRead) throw error
      return undefined
    }
  }

  async #decideGroupApart(
    rules: readonly CompiledRule[],
    group: SubjectGroup,
    view: NameView,
    failed: FailedRule[],
  ): Promise<GroupDecision> {
    const passing: CompiledRule[] = []
    const decide = async (some: readonly CompiledRule[]): Promise<void> => {
      const [first, ...others] = some
      if (first === undefined) return
      try {
        passing.push(...(await this.#passingOf(some, group, view)))
      } catch (error) {
        if (others.length === 0) return void failed.push(toFailed({ rule: first, group }, error))
        const half = some.length >> 1
        await decide(some.slice(0, half))
        await decide(some.slice(half))
      }
    }
    await decide(rules)
    return this.#toGroupDecision(passing)
  }

  async #decideGroupBy(rules: readonly CompiledRule[], group: SubjectGroup, view: NameView): Promise<GroupDecision> {
    return this.#toGroupDecision(await this.#passingOf(rules, group, view))
  }

  #toGroupDecision(passing: readonly CompiledRule[]): GroupDecision {
    const open = passing.filter(({ rest }) => rest !== null)
    const key = open.map(({ order }) => order).join()
    const index = this.#open.get(key) ?? this.#indexRest(open)
    this.#open.set(key, index)
    return { fire: passing.filter(({ rest }) => rest === null), open: index }
  }

  #indexRest(rules: readonly CompiledRule[]): RuleIndex {
    return new RuleIndex(rules, ({ needs }) => needs.ofPerson)
  }

  /** One run of the engine over the group parts of these rules. */
  async #passingOf(
    rules: readonly CompiledRule[],
    group: SubjectGroup,
    view: NameView,
  ): Promise<readonly CompiledRule[]> {
    const conditions = rules.flatMap(({ groupPart }) => (groupPart === null ? [] : [groupPart.condition.conditions]))
    const facts = toEngineFacts(nobody, group, view, toGroupsFact(nobody, view))
    const holds = await decideConditions(conditions, facts, this.#parts)
    let next = 0
    return rules.filter(({ groupPart }) => groupPart === null || holds[next++] === true)
  }
}

const nobody: Subject = { id: '', user: null, groups: [] }

function candidatesOf(index: RuleIndex, subject: Subject, view: NameView): readonly CompiledRule[] {
  return index.candidates(tokensOf(subject.groups, view), subject.user ?? undefined)
}

/** The groups of a person, made when a condition looks at them. */
function lazyGroups(subject: Subject, view: NameView): () => GroupsFact {
  let groups: GroupsFact | undefined
  return () => (groups ??= toGroupsFact(subject, view))
}

/** Nothing is said of a rule that has failed, through whatever group it would fire too; the order is the document's. */
function toOutcome({ failed, firings }: OpenOutcome): Outcome {
  const once = new Map(failed.map((failure) => [failure.rule, failure]))
  return { firings: sorted(firings.filter(({ rule }) => !once.has(rule))), failed: [...once.values()] }
}

function toFiringKey({ group, rule }: Firing): string {
  return `${rule.order} ${group?.id ?? ''}`
}

/** The engine answers in the order of completion; the order of the document is that of people. */
function sorted(firings: Firing[]): readonly Firing[] {
  return firings.sort((a, b) => a.rule.order - b.rule.order)
}
