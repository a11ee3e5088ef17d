import type {
  CatalogueNames,
  CompiledMapping,
  ConditionPlace,
  Decision,
  DirectoryView,
  GroupComparison,
  KnownNames,
  KnownToTests,
  MappingPolicy,
  MappingRule,
  MappingSection,
  MappingTest,
  NamingRule,
  PrivilegedRule,
  RuleTrace,
  Subject,
  SubjectGroup,
} from '@rolecall/core/decider'
import type { TestReport } from '@rolecall/core/directory/test-report'
import type { TeamKey } from '@rolecall/core/directory/team'
import { fold } from '@rolecall/core/scim/fold'
import type { RuleFailure } from '@rolecall/core/directory/rule-failure'
import type { Assignment } from '@rolecall/core/plugin/assignment'
import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'
import { isKnownEffect } from '@rolecall/core/plugin/effect-values'
import type { FactKind } from '@rolecall/core/plugin/mapping-kind'
import type { RuleAssignment } from '@rolecall/core/plugin/rule'
import type { FactPath } from '../condition/fact-path.ts'
import { toSourceTypes, type SourceTypes } from '../condition/fact-sources.ts'
import { toOperators } from '../condition/operators.ts'
import { compareGroups } from '../explain/compare-groups.ts'
import { findFittingGroups } from '../explain/find-fitting-groups.ts'
import { explainRules } from '../explain/explain-rules.ts'
import { finishInTurns } from '../steps.ts'
import { runMappingTests } from '../tests/run-tests.ts'
import type { WrittenTest } from '../tests/written-test.ts'
import type { Words } from '../vocabulary.ts'
import { findPrivilegedWithoutGroup } from './check-privilege.ts'
import { findNaming } from './find-naming.ts'
import { checkReferences } from './check-references.ts'
import type { CompiledSections } from './compile-mapping.ts'
import type { CompiledRule } from './compiled-rule.ts'
import type { GivenFiring, GivenOutcome } from './given-outcome.ts'
import { toAssignments } from './to-assignments.ts'
import { Readings } from './reading.ts'
import { toRuleFailure } from './to-rule-failure.ts'
import type { FailedRule, Firing } from './outcome.ts'
import { RuleSet, type Memories } from './rule-set.ts'
import type { EngineParts } from './run-engine.ts'
import { toMatch } from './to-match.ts'

/** The sections that are asked when certain facts change, and their rules. */
interface Asked {
  readonly sections: readonly MappingSection[]
  readonly rules: RuleSet
}

const allFacts: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/** The implementation of the port: rules of all sections, decided by json-rules-engine. */
export class RuleMapping implements CompiledMapping {
  readonly groupNames: ReadonlySet<string>
  readonly groupIds: ReadonlySet<string>
  readonly groupScope: 'bound' | 'all'
  readonly teamSpellings: ReadonlyMap<TeamKey, string>
  readonly sections: readonly MappingSection[]
  readonly policy: MappingPolicy
  readonly isEmpty: boolean
  readonly tests: readonly MappingTest[]
  readonly rules: readonly MappingRule[]
  readonly #rules: readonly CompiledRule[]
  readonly #written: readonly WrittenTest[]
  readonly #parts: EngineParts
  readonly #types: SourceTypes
  readonly #words: Words
  readonly #readings: Readings
  readonly #memories: Memories
  readonly #owner: number
  readonly #asked = new Map<string, Asked>()
  readonly #ids: ReadonlySet<string>
  readonly #isRule = (section: string, id: string) => this.#ids.has(`${section} ${id}`)

  constructor({ isEmpty, policy, rules, sections, tests }: CompiledSections, words: Words, memories: Memories) {
    const conditions = rules.map(({ whole }) => whole.condition)
    this.sections = sections
    this.policy = policy
    this.isEmpty = isEmpty
    this.tests = tests
    this.groupNames = new Set(conditions.flatMap(({ names, setNames }) => [...names, ...setNames]))
    this.groupIds = new Set(conditions.flatMap(({ ids, setIds }) => [...ids, ...setIds]))
    this.groupScope = rules.some(looksAtAnyGroup) ? 'all' : 'bound'
    this.teamSpellings = toTeamSpellings(rules)
    this.rules = rules.map(toMappingRule)
    this.#rules = rules
    this.#ids = new Set(rules.map(({ definition: { id }, section }) => `${section} ${id}`))
    this.#written = tests
    this.#words = words
    this.#memories = memories
    this.#owner = memories.newOwner()
    this.#readings = new Readings(memories.newOwner)
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
    const failures: RuleFailure[] = []
    for (const subject of subjects) {
      const outcome = await this.#outcomeOf(rules, subject)
      for (const assignment of toAssignments(subject, outcome.given, this.#isRule)) assignments.push(assignment)
      for (const failed of outcome.failed) failures.push(toRuleFailure(subject, failed))
    }
    return { sections, assignments, failures }
  }

  runTests(
    tests: readonly MappingTest[] = this.#written,
    { names = noNames, people = [] }: KnownToTests = {},
  ): Promise<TestReport> {
    return runMappingTests({
      tests: tests as readonly WrittenTest[],
      known: names,
      people,
      rules: this.#rules,
      groups: { names: this.groupNames, ids: this.groupIds },
      words: this.#words,
      parts: this.#parts,
      decide: (subject) => this.#outcomeOf(this.#getAsked(allFacts).rules, subject),
    })
  }

  async explain(subject: Subject): Promise<readonly RuleTrace[]> {
    const outcome = await this.#outcomeOf(this.#getAsked(allFacts).rules, subject)
    return explainRules(this.#rules, subject, outcome, this.#parts)
  }

  findFitting(place: ConditionPlace, groups: readonly SubjectGroup[]): ReadonlySet<string> | undefined {
    return findFittingGroups(this.#rules, place, groups, { parts: this.#parts, words: this.#words })
  }

  compareGroups(groups: readonly SubjectGroup[]): GroupComparison | null {
    return compareGroups(this.#rules, groups, { parts: this.#parts, words: this.#words })
  }

  findPrivilegedWithoutGroup(catalogue: DirectoryView['catalogue']): readonly PrivilegedRule[] {
    return this.#rules.flatMap(({ definition }) => findPrivilegedWithoutGroup(definition, catalogue))
  }

  findNaming(names: CatalogueNames): readonly NamingRule[] {
    return this.#rules.flatMap(({ definition }) => findNaming(definition, names))
  }

  async checkAgainst(directory: DirectoryView): Promise<readonly Diagnostic[]> {
    const found = await finishInTurns(checkReferences(this.#rules, this.#written, directory))
    return this.isEmpty ? [emptyMapping, ...found] : found
  }

  /** What every rule that fires gives a person; one that can't say what it gives has failed, too. */
  async #outcomeOf(rules: RuleSet, subject: Subject): Promise<GivenOutcome> {
    const { failed, firings } = await rules.fire(subject)
    const given: GivenFiring[] = []
    const ungiven: FailedRule[] = []
    for (const firing of firings) {
      try {
        given.push({ firing, gifts: this.#give(firing, subject) })
      } catch (error) {
        ungiven.push({ rule: firing.rule, group: firing.group, error })
      }
    }
    const once = new Map(ungiven.map((failure) => [failure.rule, failure]))
    return { given: given.filter(({ firing }) => !once.has(firing.rule)), failed: [...failed, ...once.values()] }
  }

  /** What a rule that fired asks for; where it looks at nothing of the person, it is made once, or once for each group. */
  #give(firing: Firing, subject: Subject): readonly RuleAssignment[] {
    const { group, rule, withheld } = firing
    const key = `${this.#owner} ${rule.order} ${withheld ?? ''} ${group?.id ?? ''} ${group?.facts?.displayName ?? ''}`
    const known = this.#memories.gifts.get(key)
    if (known !== undefined) return known
    let isPersonal = false
    const gifts = this.#makeGifts(firing, subject, () => (isPersonal = true))
    if (isPersonal) return gifts
    this.#memories.gifts.set(key, gifts)
    return gifts
  }

  /** What is given by a name that was taken over is withheld; of what core itself acts on beside roles nothing is. */
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
      if (effect === 'role') return [{ ...assignment, value: { ...value, withheld } }]
      return withheld === null || !isKnownEffect(effect) ? [assignment] : []
    })
  }

  #getAsked(facts: ReadonlySet<FactKind>, only?: ReadonlySet<string>): Asked {
    const key = JSON.stringify([[...facts], only === undefined ? null : [...only]])
    const known = this.#asked.get(key)
    if (known !== undefined) return known
    const sections = this.sections.filter(
      (section) => (only?.has(section.name) ?? true) && [...facts].some((fact) => section.facts.has(fact)),
    )
    const names = new Set(sections.map(({ name }) => name))
    const rules = this.#rules.filter(({ section }) => names.has(section))
    const asked = { sections, rules: new RuleSet(rules, this.#parts, this.#readings, this.#memories) }
    this.#asked.set(key, asked)
    return asked
  }
}

/** Without an organization, as on the command line. */
const noNames: KnownNames = { groups: [], teams: [], teamRoles: [] }

const emptyMapping: Diagnostic = {
  severity: 'warning',
  line: 1,
  column: 1,
  code: 'EMPTY_MAPPING',
  message: 'The document has no section: it takes away every role that the mapping has given.',
}

/** Whether it may fire through a group that the mapping does not name, or looks at more of a group than name and id. */
function looksAtAnyGroup({ needed, scope, whole: { condition } }: CompiledRule): boolean {
  const { looksAtSet, paths, patterns } = condition
  if (looksAtSet || patterns.size > 0 || [...paths.values()].some(({ of }) => of !== 'user')) return true
  return scope === 'membership' && needed === null
}

function toMappingRule({ definition: { column, id, line }, section }: CompiledRule): MappingRule {
  return { id, section, line, column }
}

function toTeamSpellings(rules: readonly CompiledRule[]): ReadonlyMap<TeamKey, string> {
  const spellings = new Map<TeamKey, string>()
  for (const reference of rules.flatMap(({ definition }) => definition.references ?? [])) {
    if (reference.kind !== 'team') continue
    const key = fold(reference.id)
    if (!spellings.has(key)) spellings.set(key, reference.id)
  }
  return spellings
}

function allPaths(rules: readonly CompiledRule[]): ReadonlyMap<string, FactPath> {
  return new Map(rules.flatMap(({ whole }) => [...whole.condition.paths]))
}
