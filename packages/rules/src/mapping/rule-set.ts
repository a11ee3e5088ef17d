import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { valuesAt, type UserPath } from '../condition/user-path.ts'
import type { CompiledRule } from './compiled-rule.ts'
import type { DecisionMemory } from './decision-memory.ts'
import { runEngine, type EngineParts, type Facts } from './run-engine.ts'

/**
 * Rules that are decided together. Only those that a person's groups allow are run, and an input that
 * equals an earlier one in everything that these rules look at is not run again.
 */
export class RuleSet {
  readonly #parts: EngineParts
  readonly #memory: DecisionMemory
  readonly #owner: number
  /** Rules by each group of which they need one. */
  readonly #byGroup = new Map<string, CompiledRule[]>()
  /** Rules that need no group. */
  readonly #always: CompiledRule[] = []
  /** Every group that a rule mentions, numbered, so that inputs are short. */
  readonly #groupNumbers = new Map<string, number>()
  readonly #paths: readonly UserPath[]

  constructor(rules: readonly CompiledRule[], parts: EngineParts, memory: DecisionMemory) {
    this.#parts = parts
    this.#memory = memory
    this.#owner = memory.newOwner()
    const paths = new Map<string, UserPath>()
    for (const rule of rules) {
      this.#index(rule)
      for (const [text, path] of rule.condition.paths) paths.set(text, path)
    }
    this.#paths = [...paths.values()]
  }

  /** The rules that fire, in the order of the document. */
  fire(facts: Facts): Promise<readonly CompiledRule[]> {
    const candidates = this.#candidates(facts.groups)
    if (candidates.length === 0) return nothing
    return this.#memory.recall(this.#owner, this.#toInput(facts), () => runEngine(candidates, facts, this.#parts))
  }

  #index(rule: CompiledRule): void {
    const { needed, groups } = rule.condition
    for (const group of groups) {
      if (!this.#groupNumbers.has(group)) this.#groupNumbers.set(group, this.#groupNumbers.size)
    }
    if (needed === null) this.#always.push(rule)
    else for (const group of needed) this.#byGroup.set(group, [...(this.#byGroup.get(group) ?? []), rule])
  }

  #candidates(groups: ReadonlySet<string>): readonly CompiledRule[] {
    const candidates = new Set(this.#always)
    for (const group of groups) for (const rule of this.#byGroup.get(group) ?? []) candidates.add(rule)
    return [...candidates]
  }

  /** Everything that the rules look at: equal for people for whom they decide equally. */
  #toInput({ groups, user }: Facts): string {
    const numbers = [...groups].map((group) => this.#groupNumbers.get(group)).filter((number) => number !== undefined)
    const values = this.#paths.map((path) => valuesAt(getUser(user), path))
    return `${numbers.sort((a, b) => a - b).join()} ${values.length === 0 ? '' : JSON.stringify(values)}`
  }
}

const nothing: Promise<readonly CompiledRule[]> = Promise.resolve([])

function getUser(user: ResourceData | null): ResourceData {
  if (user === null) throw new Error('Rules that look at a user were asked without the user')
  return user
}
