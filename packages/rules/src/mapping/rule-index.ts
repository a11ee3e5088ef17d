import type { SubjectGroup } from '@rolecall/core/decider'
import { namesOf, type NameView } from '../condition/engine-facts.ts'
import { idToken, nameToken } from '../condition/group-token.ts'
import type { CompiledRule } from './compiled-rule.ts'

/** Rules by each group of which they need one, and those that need none. */
export class RuleIndex {
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

/** What rules may need of these groups: their ids and the names that the mapping has for them. */
export function* tokensOf(groups: readonly SubjectGroup[], view: NameView): Generator<string> {
  for (const group of groups) {
    yield idToken(group.id)
    for (const name of namesOf(group, view)) yield nameToken(name)
  }
}
