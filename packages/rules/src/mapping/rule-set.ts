import type { Subject, SubjectGroup } from '@rolecall/core/decider'
import { namesOf, toEngineFacts, toGroupsFact, type GroupsFact, type NameView } from '../condition/engine-facts.ts'
import { idToken, nameToken } from '../condition/group-token.ts'
import type { CompiledRule, ConditionPart } from './compiled-rule.ts'
import type { DecisionMemory, Remembered } from './decision-memory.ts'
import { InputReader, type Person } from './input-reader.ts'
import { runEngine, type EngineParts } from './run-engine.ts'

/** A rule that fires: for a membership, or for the person alone. */
export interface Firing {
  readonly rule: CompiledRule
  readonly group: SubjectGroup | null
  /** Fires only by a name that the group took over from another one. */
  readonly withheld: 'claim' | null
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
  /** A number that no other rule set of the process has. */
  readonly newOwner: () => number
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

  /** The rules that fire, in the order of the document, each for its memberships. */
  async fire(subject: Subject): Promise<readonly Firing[]> {
    const bound = await this.#fireAs(subject, 'bound')
    if (!subject.groups.some(({ claims }) => claims.length > 0)) return bound
    const claimed = await this.#fireAs(subject, 'claimed')
    const given = new Set(bound.map(toFiringKey))
    const withheld = claimed.filter((firing) => !given.has(toFiringKey(firing)))
    return sorted([...bound, ...withheld.map((firing): Firing => ({ ...firing, withheld: 'claim' }))])
  }

  async #fireAs(subject: Subject, view: NameView): Promise<readonly Firing[]> {
    const firings: Firing[] = []
    const candidates: Candidate[] = []
    const offer = (rule: CompiledRule, group: SubjectGroup | null) => {
      if (rule.rest === null) firings.push({ rule, group, withheld: null })
      else candidates.push({ rule, rest: rule.rest, group })
    }
    if (this.#ofMembership.size > 0) {
      for (const group of subject.groups) {
        const input = `${this.#owner} ${this.#inputs.ofGroup(group, view)}`
        const known = this.#memories.groups.find(input)
        const decided = known ?? this.#memories.groups.remember(input, this.#decideGroup(group, view))
        const { fire, open } = decided instanceof Promise ? await decided : decided
        for (const rule of fire) offer(rule, group)
        for (const rule of open) offer(rule, group)
      }
    }
    for (const rule of this.#ofPerson.candidates(tokensOf(subject.groups, view))) offer(rule, null)
    if (candidates.length > 0) {
      await this.#decideRest(candidates, { subject, view, groups: lazyGroups(subject, view) }, firings)
    }
    return sorted(firings)
  }

  /** One run of the engine over the group parts of all rules that the group's names and id allow. */
  async #decideGroup(group: SubjectGroup, view: NameView): Promise<GroupDecision> {
    const rules = this.#ofMembership.candidates(tokensOf([group], view))
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

  /** Looks up what is left of each candidate; what is not known is decided by one run for each membership. */
  async #decideRest(candidates: readonly Candidate[], person: Person, firings: Firing[]): Promise<void> {
    const unknown = new Map<SubjectGroup | null, Map<string, ConditionPart>>()
    const answers = new Map<string, Remembered<boolean>>()
    const inputs = candidates.map(({ group, rest }) => {
      const input = this.#inputs.ofPart(rest, group, person)
      const known = this.#memories.parts.find(input)
      if (known !== undefined) answers.set(input, known)
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
    for (const [index, { group, rule }] of candidates.entries()) {
      const answer = answers.get(inputs[index] as string)
      if (answer instanceof Promise ? await answer : answer) firings.push({ rule, group, withheld: null })
    }
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

/** Rules by each group of which they need one, and those that need none. */
class RuleIndex {
  readonly size: number
  readonly #byToken = new Map<string, CompiledRule[]>()
  readonly #always: readonly CompiledRule[]

  constructor(rules: readonly CompiledRule[]) {
    this.size = rules.length
    this.#always = rules.filter(({ needed }) => needed === null)
    for (const rule of rules) {
      for (const token of rule.needed ?? []) this.#byToken.set(token, [...(this.#byToken.get(token) ?? []), rule])
    }
  }

  candidates(tokens: Iterable<string>): readonly CompiledRule[] {
    if (this.#byToken.size === 0) return this.#always
    const candidates = new Set(this.#always)
    for (const token of tokens) for (const rule of this.#byToken.get(token) ?? []) candidates.add(rule)
    return [...candidates]
  }
}

function* tokensOf(groups: readonly SubjectGroup[], view: NameView): Generator<string> {
  for (const group of groups) {
    yield idToken(group.id)
    for (const name of namesOf(group, view)) yield nameToken(name)
  }
}

function toFiringKey({ group, rule }: Firing): string {
  return `${rule.order} ${group?.id ?? ''}`
}

/** The engine answers in the order of completion; the order of the document is that of people. */
function sorted(firings: Firing[]): readonly Firing[] {
  return firings.sort((a, b) => a.rule.order - b.rule.order)
}
