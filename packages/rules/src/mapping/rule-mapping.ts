import type {
  CompiledMapping,
  Decision,
  DirectoryView,
  MappingPolicy,
  MappingRule,
  MappingSection,
  MappingTest,
  RuleTrace,
  Subject,
  TestReport,
} from '@rolecall/core/decider'
import type { Assignment } from '@rolecall/core/plugin/assignment'
import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'
import type { FactKind, OperatorDefinition } from '@rolecall/core/plugin/mapping-kind'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import { toOperators } from '../condition/operators.ts'
import type { UserPath } from '../condition/user-path.ts'
import { checkReferences } from './check-references.ts'
import type { CompiledSections } from './compile-mapping.ts'
import type { CompiledRule } from './compiled-rule.ts'
import type { DecisionMemory } from './decision-memory.ts'
import { RuleSet } from './rule-set.ts'
import type { EngineParts } from './run-engine.ts'
import { toMatch } from './to-match.ts'

/** The sections that are asked when certain facts change, and their rules. */
interface Asked {
  readonly sections: readonly MappingSection[]
  /** Rules that look at groups alone, which many people have in common. */
  readonly byGroups: RuleSet
  /** Rules that look at the user, too. */
  readonly byUser: RuleSet
}

/** The implementation of the port: rules of all sections, decided by json-rules-engine. */
export class RuleMapping implements CompiledMapping {
  readonly groupNames: ReadonlySet<string>
  readonly groupIds: ReadonlySet<string> = new Set()
  readonly groupScope = 'bound' as const
  readonly policy: MappingPolicy = { authoritativeTeams: new Set(), createMissingTeams: false, limits: null }
  readonly tests: readonly MappingTest[] = []
  readonly sections: readonly MappingSection[]
  readonly rules: readonly MappingRule[]
  readonly #rules: readonly CompiledRule[]
  readonly #parts: EngineParts
  readonly #memory: DecisionMemory
  readonly #userType: ResourceType
  readonly #asked = new Map<string, Asked>()

  constructor(
    { sections, rules, userType }: CompiledSections,
    operators: readonly OperatorDefinition[],
    memory: DecisionMemory,
  ) {
    this.sections = sections
    this.rules = rules.map(toMappingRule)
    this.#rules = rules
    this.#memory = memory
    this.#userType = userType
    this.#parts = { operators: toOperators(operators), paths: allPaths(rules) }
    this.groupNames = new Set(rules.flatMap(({ condition }) => [...condition.groups]))
  }

  async decide(
    subjects: readonly Subject[],
    facts: ReadonlySet<FactKind>,
    only?: ReadonlySet<string>,
  ): Promise<Decision> {
    const { sections, byGroups, byUser } = this.#getAsked(facts, only)
    const assignments: Assignment[] = []
    for (const subject of subjects) {
      const input = { groups: new Set(subject.groups.flatMap(({ nameKeys }) => nameKeys)), user: subject.user }
      const fired = [...(await byGroups.fire(input)), ...(await byUser.fire(input))].sort((a, b) => a.order - b.order)
      for (const rule of fired) assignments.push(...this.#assign(rule, subject))
    }
    return { sections, assignments }
  }

  runTests(): Promise<TestReport> {
    return Promise.resolve({
      passed: 0,
      failed: 0,
      results: [],
      coverage: { rules: this.#rules.length, covered: 0, uncovered: [] },
    })
  }

  explain(): Promise<readonly RuleTrace[]> {
    return Promise.resolve([])
  }

  checkAgainst(directory: DirectoryView): readonly Diagnostic[] {
    return checkReferences(this.#rules, directory)
  }

  #assign({ definition, effects, section }: CompiledRule, subject: Subject): readonly Assignment[] {
    const match = toMatch(subject, this.#parts.paths, this.#userType)
    return definition.assign(match).map(({ effect, value }) => {
      if (!effects.includes(effect)) {
        throw new Error(
          `The rule '${definition.id}' asks for '${effect}', which the section '${section}' does not declare`,
        )
      }
      return { effect, subject: subject.id, value, rule: definition.id, source: section }
    })
  }

  #getAsked(facts: ReadonlySet<FactKind>, only?: ReadonlySet<string>): Asked {
    const key = [[...facts].sort(), only === undefined ? [] : [...only].sort()].join(';')
    const known = this.#asked.get(key)
    if (known !== undefined) return known
    const asked = this.#toAsked(facts, only)
    this.#asked.set(key, asked)
    return asked
  }

  #toAsked(facts: ReadonlySet<FactKind>, only?: ReadonlySet<string>): Asked {
    const sections = this.sections.filter(
      (section) => (only?.has(section.name) ?? true) && [...facts].some((fact) => section.facts.has(fact)),
    )
    const names = new Set(sections.map(({ name }) => name))
    const rules = this.#rules.filter(({ section }) => names.has(section))
    const looksAtUser = ({ condition }: CompiledRule) => condition.paths.size > 0
    return {
      sections,
      byGroups: new RuleSet(
        rules.filter((rule) => !looksAtUser(rule)),
        this.#parts,
        this.#memory,
      ),
      byUser: new RuleSet(rules.filter(looksAtUser), this.#parts, this.#memory),
    }
  }
}

function toMappingRule({ definition: { column, id, line }, section }: CompiledRule): MappingRule {
  return { id, section, line, column }
}

function allPaths(rules: readonly CompiledRule[]): ReadonlyMap<string, UserPath> {
  return new Map(rules.flatMap(({ condition }) => [...condition.paths]))
}
