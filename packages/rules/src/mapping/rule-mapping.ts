import type {
  CompiledMapping,
  Decision,
  DirectoryView,
  MappingPolicy,
  MappingRule,
  MappingSection,
  MappingTest,
  RuleFailure,
  RuleTrace,
  Subject,
  TestReport,
} from '@rolecall/core/decider'
import type { Assignment } from '@rolecall/core/plugin/assignment'
import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'
import type { FactKind, RuleAssignment } from '@rolecall/core/plugin/mapping-kind'
import type { FactPath } from '../condition/fact-path.ts'
import { toSourceTypes, type SourceTypes } from '../condition/fact-sources.ts'
import { toOperators } from '../condition/operators.ts'
import { explainRules } from '../explain/explain-rules.ts'
import { runMappingTests } from '../tests/run-tests.ts'
import type { WrittenTest } from '../tests/written-test.ts'
import type { Words } from '../vocabulary.ts'
import { checkReferences } from './check-references.ts'
import type { CompiledSections } from './compile-mapping.ts'
import type { CompiledRule } from './compiled-rule.ts'
import { RuleSet, type Firing, type Memories } from './rule-set.ts'
import type { EngineParts } from './run-engine.ts'
import { toMatch } from './to-match.ts'

/** The sections that are asked when certain facts change, and their rules. */
interface Asked {
  readonly sections: readonly MappingSection[]
  readonly rules: RuleSet
  /** The same rules, one by one. */
  readonly each: readonly CompiledRule[]
}

const allFacts: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/** What rules make of groups, for one mapping. */
const rememberedGifts = 10_000

/** The implementation of the port: rules of all sections, decided by json-rules-engine. */
export class RuleMapping implements CompiledMapping {
  readonly groupNames: ReadonlySet<string>
  readonly groupIds: ReadonlySet<string>
  readonly groupScope: 'bound' | 'all'
  readonly sections: readonly MappingSection[]
  readonly policy: MappingPolicy
  readonly tests: readonly MappingTest[]
  readonly rules: readonly MappingRule[]
  readonly #rules: readonly CompiledRule[]
  readonly #written: readonly WrittenTest[]
  readonly #parts: EngineParts
  readonly #types: SourceTypes
  readonly #words: Words
  readonly #memories: Memories
  readonly #asked = new Map<string, Asked>()
  readonly #gifts = new Map<string, readonly RuleAssignment[]>()

  constructor({ policy, rules, sections, tests }: CompiledSections, words: Words, memories: Memories) {
    const conditions = rules.map(({ whole }) => whole.condition)
    this.sections = sections
    this.policy = policy
    this.tests = tests
    this.groupNames = new Set(conditions.flatMap(({ names, setNames }) => [...names, ...setNames]))
    this.groupIds = new Set(conditions.flatMap(({ ids, setIds }) => [...ids, ...setIds]))
    this.groupScope = rules.some(looksAtAnyGroup) ? 'all' : 'bound'
    this.rules = rules.map(toMappingRule)
    this.#rules = rules
    this.#written = tests
    this.#words = words
    this.#memories = memories
    this.#types = toSourceTypes(words)
    this.#parts = { operators: toOperators(words.operators), paths: allPaths(rules) }
  }

  async decide(
    subjects: readonly Subject[],
    facts: ReadonlySet<FactKind>,
    only?: ReadonlySet<string>,
  ): Promise<Decision> {
    const { sections, rules } = this.#getAsked(facts, only)
    const assignments: Assignment[] = []
    for (const subject of subjects) assignments.push(...(await this.#assign(rules, subject)))
    return { sections, assignments }
  }

  async decideApart(subject: Subject, facts: ReadonlySet<FactKind>): Promise<Decision> {
    const { sections, each } = this.#getAsked(facts)
    const assignments: Assignment[] = []
    const failures: RuleFailure[] = []
    for (const rule of each) {
      try {
        assignments.push(...(await this.#assign(new RuleSet([rule], this.#parts, this.#memories), subject)))
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'unknown'
        failures.push({ subject: subject.id, source: rule.section, rule: rule.definition.id, reason })
      }
    }
    return { sections, assignments, failures }
  }

  runTests(tests: readonly MappingTest[] = this.#written, people: readonly Subject[] = []): Promise<TestReport> {
    return runMappingTests({
      tests: tests as readonly WrittenTest[],
      people,
      rules: this.#rules,
      groups: { names: this.groupNames, ids: this.groupIds },
      words: this.#words,
      parts: this.#parts,
      fire: (subject) => this.#getAsked(allFacts).rules.fire(subject),
      give: (firing, subject) => this.#give(firing, subject),
    })
  }

  explain(subject: Subject): Promise<readonly RuleTrace[]> {
    return explainRules(this.#rules, subject, {
      parts: this.#parts,
      give: (firing) => this.#give(firing, subject),
    })
  }

  checkAgainst(directory: DirectoryView): readonly Diagnostic[] {
    return checkReferences(this.#rules, directory)
  }

  /** What rules ask for a person. */
  async #assign(rules: RuleSet, subject: Subject): Promise<readonly Assignment[]> {
    const assignments: Assignment[] = []
    for (const firing of await rules.fire(subject)) {
      const { definition, section } = firing.rule
      for (const { effect, value } of this.#give(firing, subject)) {
        assignments.push({ effect, subject: subject.id, value, rule: definition.id, source: section })
      }
    }
    return withOwnRules(assignments)
  }

  /** What a rule that fired asks for; what it makes of the group alone is made once for each group. */
  #give(firing: Firing, subject: Subject): readonly RuleAssignment[] {
    const { group, rule, withheld } = firing
    if (group === null) return this.#makeGifts(firing, subject, () => undefined)
    const key = `${rule.order} ${withheld ?? ''} ${group.id} ${group.facts?.displayName ?? ''}`
    const known = this.#gifts.get(key)
    if (known !== undefined) return known
    let isPersonal = false
    const gifts = this.#makeGifts(firing, subject, () => (isPersonal = true))
    if (isPersonal) return gifts
    if (this.#gifts.size >= rememberedGifts) this.#gifts.clear()
    this.#gifts.set(key, gifts)
    return gifts
  }

  /** By a name that was taken over only roles are given, and these are withheld. */
  #makeGifts({ group, rule, withheld }: Firing, subject: Subject, onPerson: () => void): readonly RuleAssignment[] {
    const { definition, effects, section } = rule
    const given = definition.assign(toMatch(subject, group, this.#parts.paths, this.#types, onPerson))
    return given.flatMap((assignment) => {
      const { effect, value } = assignment
      if (!effects.has(effect)) {
        throw new Error(
          `The rule '${definition.id}' asks for '${effect}', which the section '${section}' does not declare`,
        )
      }
      if (effect === 'role') return [{ effect, value: { ...value, withheld } }]
      return withheld === null ? [assignment] : []
    })
  }

  #getAsked(facts: ReadonlySet<FactKind>, only?: ReadonlySet<string>): Asked {
    const key = [[...facts].sort(), only === undefined ? 'all' : [...only].sort()].join(';')
    const known = this.#asked.get(key)
    if (known !== undefined) return known
    const sections = this.sections.filter(
      (section) => (only?.has(section.name) ?? true) && [...facts].some((fact) => section.facts.has(fact)),
    )
    const names = new Set(sections.map(({ name }) => name))
    const rules = this.#rules.filter(({ section }) => names.has(section))
    const asked = { sections, rules: new RuleSet(rules, this.#parts, this.#memories), each: rules }
    this.#asked.set(key, asked)
    return asked
  }
}

/** Whether it may fire through a group that the mapping does not name, or looks at more of a group than name and id. */
function looksAtAnyGroup({ needed, scope, whole: { condition } }: CompiledRule): boolean {
  const { looksAtSet, paths, patterns } = condition
  if (looksAtSet || patterns.size > 0 || [...paths.values()].some(({ of }) => of !== 'user')) return true
  return scope === 'membership' && needed === null
}

/**
 * Assignments of one person, which are kept by effect and rule: of one rule that gives several of one effect, each is
 * told apart by a number, and equal ones (through several groups) are one. Roles are grants, which also name the group.
 */
function withOwnRules(assignments: readonly Assignment[]): readonly Assignment[] {
  const given = new Map<string, Set<string>>()
  return assignments.flatMap((assignment) => {
    if (assignment.effect === 'role') return [assignment]
    const { effect, rule, source, value } = assignment
    const key = JSON.stringify([effect, source, rule])
    const values = given.get(key) ?? new Set<string>()
    given.set(key, values)
    const text = JSON.stringify(value)
    if (values.has(text)) return []
    values.add(text)
    return [values.size === 1 ? assignment : { ...assignment, rule: `${rule}#${values.size}` }]
  })
}

function toMappingRule({ definition: { column, id, line }, section }: CompiledRule): MappingRule {
  return { id, section, line, column }
}

function allPaths(rules: readonly CompiledRule[]): ReadonlyMap<string, FactPath> {
  return new Map(rules.flatMap(({ whole }) => [...whole.condition.paths]))
}
