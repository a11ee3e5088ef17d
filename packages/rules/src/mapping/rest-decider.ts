import type { SubjectGroup } from '@rolecall/core/decider'
import { toEngineFacts } from '../condition/engine-facts.ts'
import type { CompiledRule, ConditionPart } from './compiled-rule.ts'
import type { InputReader, Person } from './input-reader.ts'
import { toFailed, type Firing, type OpenOutcome } from './outcome.ts'
import type { Holding, PartMemory } from './part-memory.ts'
import type { Reading, Readings } from './reading.ts'
import { decideConditions } from './decide-conditions.ts'
import type { EngineParts } from './run-engine.ts'

/** A rule whose rest is to be decided for a person. */
export interface Candidate {
  readonly rule: CompiledRule
  readonly rest: ConditionPart
  readonly group: SubjectGroup | null
}

/** What was read of a person, or of a membership, for all parts that look at the same. */
interface Read {
  readonly input: string
  readonly known: ReadonlyMap<number, Holding> | undefined
  /** What is not known, by the number of the part. */
  readonly unknown: Map<number, ConditionPart>
  holding: ReadonlySet<number>
}

/** Decides what is left of rules when the group of a membership has said what it can: once for each distinct input. */
export class RestDecider {
  readonly #inputs: InputReader
  readonly #parts: EngineParts
  readonly #readings: Readings
  readonly #memory: PartMemory

  constructor(inputs: InputReader, parts: EngineParts, readings: Readings, memory: PartMemory) {
    this.#inputs = inputs
    this.#parts = parts
    this.#readings = readings
    this.#memory = memory
  }

  /** Those that fail are found by halves: one among a thousand in twenty runs. */
  async decide(
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
      if (others.length === 0 && run === 'together') return this.decide(candidates, person, outcome, 'alone')
      if (others.length === 0) return void outcome.failed.push(toFailed(first, error))
      const half = candidates.length >> 1
      await this.decide(candidates.slice(0, half), person, outcome)
      await this.decide(candidates.slice(half), person, outcome)
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
    const reads = new Map<SubjectGroup | null, Map<Reading, Read>>()
    const looked = candidates.map(({ group, rest }) => {
      const read = this.#read(reads, rest, group, person)
      const known = read.known?.get(rest.number)
      if (known === undefined || (run === 'alone' && known instanceof Promise)) read.unknown.set(rest.number, rest)
      return read
    })
    for (const [group, ofGroup] of reads) {
      const deciding = this.#decideUnknown(group, [...ofGroup.values()], person)
      if (deciding !== undefined) await deciding
    }
    const firings: Firing[] = []
    for (const [index, { group, rest, rule }] of candidates.entries()) {
      const answer = isHeld(looked[index] as Read, rest)
      if (answer instanceof Promise ? await answer : answer) firings.push({ rule, group, withheld: null })
    }
    return firings
  }

  /** Once for all parts that look at the same; a membership is read only by those that look at one. */
  #read(
    reads: Map<SubjectGroup | null, Map<Reading, Read>>,
    part: ConditionPart,
    group: SubjectGroup | null,
    person: Person,
  ): Read {
    const reading = this.#readings.of(part)
    const membership = reading.looksAtMembership ? group : null
    const ofMembership = reads.get(membership) ?? new Map<Reading, Read>()
    reads.set(membership, ofMembership)
    const known = ofMembership.get(reading)
    if (known !== undefined) return known
    const input = this.#inputs.ofReading(reading, group, person)
    const read: Read = { input, known: this.#memory.find(input), unknown: new Map(), holding: new Set() }
    ofMembership.set(reading, read)
    return read
  }

  /** All that is not known together; at once, where that is little. */
  #decideUnknown(
    group: SubjectGroup | null,
    reads: readonly Read[],
    { subject, view, groups }: Person,
  ): Promise<void> | undefined {
    const open = reads.filter(({ unknown }) => unknown.size > 0)
    if (open.length === 0) return undefined
    const parts = open.flatMap(({ unknown }) => [...unknown.values()])
    const conditions = parts.map(({ condition }) => condition.conditions)
    const facts = toEngineFacts(subject, group, view, groups())
    const toHolding = (held: readonly boolean[]) =>
      new Set(parts.flatMap(({ number }, index) => (held[index] === true ? [number] : [])))
    const held = decideConditions(conditions, facts, this.#parts)
    const holding = held instanceof Promise ? held.then(toHolding) : toHolding(held)
    for (const { input, unknown } of open) this.#memory.remember(input, unknown.keys(), holding)
    const take = (known: ReadonlySet<number>): void => open.forEach((read) => (read.holding = known))
    if (holding instanceof Promise) return holding.then(take)
    take(holding)
    return undefined
  }
}

/** Whether a part holds: by what was decided just now, or by what is known. */
function isHeld({ holding, known, unknown }: Read, { number }: ConditionPart): boolean | Promise<boolean> {
  if (unknown.has(number)) return holding.has(number)
  const answer = known?.get(number)
  return answer instanceof Promise ? answer.then((held) => held.has(number)) : answer === true
}
