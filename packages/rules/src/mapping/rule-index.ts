import type { SubjectGroup } from '@rolecall/core/decider'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { namesOf, type NameView } from '../condition/engine-facts.ts'
import type { FactPath } from '../condition/fact-path.ts'
import { idToken, nameToken } from '../condition/group-token.ts'
import type { Need } from '../condition/need.ts'
import { valueTokens } from '../condition/needed-value.ts'
import type { CompiledRule } from './compiled-rule.ts'

/** An attribute by whose values rules are found. */
interface IndexedPath {
  readonly path: FactPath
  readonly rules: Set<CompiledRule>
}

/**
 * Rules by what they need, and those that need nothing. Of several needs a rule is found by the one that the fewest rules
 * have in common: by the department, where all of them also ask for `active eq true`.
 */
export class RuleIndex {
  readonly size: number
  readonly #byToken = new Map<string, CompiledRule[]>()
  readonly #paths = new Map<string, IndexedPath>()
  readonly #always: CompiledRule[] = []

  constructor(rules: readonly CompiledRule[], needsOf: (rule: CompiledRule) => readonly Need[]) {
    this.size = rules.length
    const uses = countTokens(rules.flatMap(needsOf))
    for (const rule of rules) {
      const need = rarest(needsOf(rule), uses)
      if (need === null) this.#always.push(rule)
      else this.#add(rule, need)
    }
  }

  #add(rule: CompiledRule, need: Need): void {
    for (const [token, path] of need) {
      const rules = this.#byToken.get(token) ?? []
      this.#byToken.set(token, rules)
      rules.push(rule)
      if (path === null) continue
      const indexed = this.#paths.get(path.key) ?? { path, rules: new Set() }
      this.#paths.set(path.key, indexed)
      indexed.rules.add(rule)
    }
  }

  /** Every rule that could hold: for these groups, and for what is said of the person or the group. */
  candidates(groupTokens: Iterable<string>, data: ResourceData | undefined): readonly CompiledRule[] {
    if (this.#byToken.size === 0) return this.#always
    const candidates = new Set(this.#always)
    const offer = (rule: CompiledRule) => candidates.add(rule)
    for (const token of groupTokens) this.#byToken.get(token)?.forEach(offer)
    for (const { path, rules } of this.#paths.values()) {
      const tokens = readTokens(path, data)
      // Nothing can be said of the value: whichever rule asks for it has to find out.
      if (tokens === undefined) rules.forEach(offer)
      else for (const token of tokens) this.#byToken.get(token)?.forEach(offer)
    }
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

/** `undefined` where there is nothing to read, or a plugin fails to make the fact. */
function readTokens(path: FactPath, data: ResourceData | undefined): readonly string[] | undefined {
  if (data === undefined) return undefined
  try {
    return valueTokens(path, data)
  } catch {
    return undefined
  }
}

function countTokens(needs: readonly Need[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>()
  for (const need of needs) for (const token of need.keys()) uses.set(token, (uses.get(token) ?? 0) + 1)
  return uses
}

function rarest(needs: readonly Need[], uses: ReadonlyMap<string, number>): Need | null {
  const usesOf = (need: Need) => [...need.keys()].reduce((sum, token) => sum + (uses.get(token) ?? 0), 0)
  return needs.reduce<Need | null>((least, need) => (least && usesOf(least) <= usesOf(need) ? least : need), null)
}
