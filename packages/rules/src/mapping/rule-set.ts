import type { Subject, SubjectGroup } from '@rolecall/core/decider'
import type { RuleAssignment } from '@rolecall/core/plugin/rule'
import type { LRUCache } from 'lru-cache'
import { toEngineFacts, toGroupsFact, type GroupsFact, type NameView } from '../condition/engine-facts.ts'
import type { CompiledRule, ConditionPart } from './compiled-rule.ts'
import type { DecisionMemory, Remembered } from './decision-memory.ts'
import { FactsNotRead, InputReader, type Person } from './input-reader.ts'
import { RuleIndex, tokensOf } from './rule-index.ts'
import { runEngine, type EngineParts } from './run-engine.ts'

/** A rule that fires: for a membership, or for the person alone. */
export interface Firing {
  readonly rule: CompiledRule
  readonly group: SubjectGroup | null
  /** Fires only by a name that the group took over from another one. */
  readonly withheld: 'claim' | null
}

/** A rule that could not be decided: a word of a plugin in it has thrown. */
export interface FailedRule {
  readonly rule: CompiledRule
  readonly group: SubjectGroup | null
  readonly error: unknown
}

/** What rules came to for one person: of a rule that failed nothing else is said. */
export interface Outcome {
  /** In the order of the document. */
  readonly firings: readonly Firing[]
  readonly failed: readonly FailedRule[]
}

/** What rules say of a group before any person is looked at. */
export interface GroupDecision {
  /** Those that fire for everybody in it. */
  readonly fire: readonly CompiledRule[]
  /** Those of which the rest is to be decided. */
  readonly open: readonly CompiledRule[]
}

/** What the process remembers of all mappings. */
export interface Memories {
  readonly groups: DecisionMemory<GroupDecision>
  readonly parts: DecisionMemory<boolean>
  /** What rules make of a group. */
  readonly gifts: LRUCache<string, readonly RuleAssignment[]>
  /** A number that no other rule set or mapping of the process has. */
  readonly newOwner: () => number
}

/** What comes together while a person is decided. */
interface OpenOutcome {
  readonly firings: Firing[]
  readonly failed: FailedRule[]
}

/** A rule whose rest is to be decided for a person. */
interface Candidate {
  readonly rule: CompiledRule
  readonly rest: ConditionPart
  readonly group: SubjectGroup | null
}

/**
 * Rules that are decided together, in two steps: what concerns a group, once for equal groups; then what is left, once
 * for equal values of what it looks at. Rules that need a group nobody is in are not looked at. json-rules-engine
 * decides each distinct input.
 */
export class RuleSet {
  readonly #parts: EngineParts
  readonly #memories: Memories
  readonly #owner: number
  readonly #inputs: InputReader
  readonly #ofMembership: RuleIndex
  readonly #ofPerson: RuleIndex

  constructor(rules: readonly CompiledRule[], parts: EngineParts, memories: Memories) {
    this.#parts = parts
    this.#memories = memories
    this.#owner = memories.newOwner()
    this.#inputs = new InputReader(rules)
    this.#ofMembership = new RuleIndex(rules.filter(({ scope }) => scope === 'membership'))
    this.#ofPerson = new RuleIndex(rules.filter(({ scope }) => scope === 'person'))
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
        for (const rule of open) offer(rule, group)
      }
    }
    for (const rule of this.#ofPerson.candidates(tokensOf(subject.groups, view))) offer(rule, null)
    if (candidates.length > 0) {
      await this.#decideRest(candidates, { subject, view, groups: lazyGroups(subject, view) }, outcome)
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
    const rules = this.#ofMembership.candidates(tokensOf([group], view))
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
    const decided: { readonly fire: CompiledRule[]; readonly open: CompiledRule[] } = { fire: [], open: [] }
    const decide = async (some: readonly CompiledRule[]): Promise<void> => {
      const [first, ...others] = some
      if (first === undefined) return
      try {
        const { fire, open } = await this.#decideGroupBy(some, group, view)
        decided.fire.push(...fire)
        decided.open.push(...open)
      } catch (error) {
        if (others.length === 0) return void failed.push(toFailed({ rule: first, group }, error))
        const half = some.length >> 1
        await decide(some.slice(0, half))
        await decide(some.slice(half))
      }
    }
    await decide(rules)
    return decided
  }

  /** One run of the engine over the group parts of these rules. */
  async #decideGroupBy(rules: readonly CompiledRule[], group: SubjectGroup, view: NameView): Promise<GroupDecision> {
    const conditions = rules.flatMap(({ groupPart }) => (groupPart === null ? [] : [groupPart.condition.conditions]))
    const nobody: Subject = { id: '', user: null, groups: [] }
    const facts = toEngineFacts(nobody, group, view, toGroupsFact(nobody, view))
    const holds = await runEngine(conditions, facts, this.#parts)
    let next = 0
    const passing = rules.filter(({ groupPart }) => groupPart === null || holds[next++] === true)
    return {
      fire: passing.filter(({ rest }) => rest === null),
      open: passing.filter(({ rest }) => rest !== null),
    }
  }

  /** Those that fail are found by halves: one among a thousand in twenty runs. */
  async #decideRest(
    candidates: readonly Candidate[],
    person: Person,
    outcome: OpenOutcome,
    run: 'together' | 'alone' = 'together',
  ): Promise<void> {
    const [first, ...others] = candidates
    if (first === undefined) return
    try {
      outcome.firings.push(...(await this.#firingsOf(candidates, person, run)))
    } catch (error) {
      if (others.length === 0 && run === 'together') return this.#decideRest(candidates, person, outcome, 'alone')
      if (others.length === 0) return void outcome.failed.push(toFailed(first, error))
      const half = candidates.length >> 1
      await this.#decideRest(candidates.slice(0, half), person, outcome)
      await this.#decideRest(candidates.slice(half), person, outcome)
    }
  }

  /**
   * Looks up what is left of each candidate; what is not known is decided by one run for each membership. Alone, it waits
   * for no run of others: that may fail by a rule that is none of these.
   */
  async #firingsOf(
    candidates: readonly Candidate[],
    person: Person,
    run: 'together' | 'alone' = 'together',
  ): Promise<readonly Firing[]> {
    const unknown = new Map<SubjectGroup | null, Map<string, ConditionPart>>()
    const answers = new Map<string, Remembered<boolean>>()
    const inputs = candidates.map(({ group, rest }) => {
      const input = this.#inputs.ofPart(rest, group, person)
      const known = this.#memories.parts.find(input)
      const mayWait = run === 'together' || !(known instanceof Promise)
      if (known !== undefined && mayWait) answers.set(input, known)
      else {
        const membership = this.#inputs.looksAtMembership(rest) ? group : null
        const parts = unknown.get(membership) ?? new Map<string, ConditionPart>()
        unknown.set(membership, parts.set(input, rest))
      }
      return input
    })
    for (const [group, parts] of unknown) {
      for (const [input, answer] of await this.#decideParts(group, parts, person)) answers.set(input, answer)
    }
    const firings: Firing[] = []
    for (const [index, { group, rule }] of candidates.entries()) {
      const answer = answers.get(inputs[index] as string)
      if (answer instanceof Promise ? await answer : answer) firings.push({ rule, group, withheld: null })
    }
    return firings
  }

  async #decideParts(
    group: SubjectGroup | null,
    parts: ReadonlyMap<string, ConditionPart>,
    { subject, view, groups }: Person,
  ): Promise<readonly (readonly [string, boolean])[]> {
    const conditions = [...parts.values()].map(({ condition }) => condition.conditions)
    const run = runEngine(conditions, toEngineFacts(subject, group, view, groups()), this.#parts)
    return Promise.all(
      [...parts.keys()].map(async (input, index) => {
        const answer = run.then((holds) => holds[index] === true)
        return [input, await this.#memories.parts.remember(input, answer)] as const
      }),
    )
  }
}

/** The groups of a person, made when a condition looks at them. */
function lazyGroups(subject: Subject, view: NameView): () => GroupsFact {
  let groups: GroupsFact | undefined
  return () => (groups ??= toGroupsFact(subject, view))
}

function toFailed({ group, rule }: Pick<Candidate, 'group' | 'rule'>, error: unknown): FailedRule {
  if (error instanceof FactsNotRead) throw error
  return { rule, group, error }
}

/** Nothing is said of a rule that has failed, through whatever group it would fire too; the order is the document's. */
function toOutcome({ failed, firings }: OpenOutcome): Outcome {
  if (failed.length === 0) return { firings: sorted(firings), failed }
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
