import type { KnownNames, Subject } from '@rolecall/core/decider'
import type { TestReport, TestResult } from '@rolecall/core/directory/test-report'
import type { CompiledRule } from '../mapping/compiled-rule.ts'
import type { GivenOutcome } from '../mapping/given-outcome.ts'
import type { EngineParts } from '../mapping/run-engine.ts'
import { createPace, finishInTurns } from '../steps.ts'
import type { Words } from '../vocabulary.ts'
import { reasonOf } from '../mapping/to-rule-failure.ts'
import { findDeviations, findForbidden, type Given } from './compare-roles.ts'
import { describeCase } from './describe-case.ts'
import { effectsBesideRoles } from './effects-beside-roles.ts'
import { toGivenSubject, type KnownGroups } from './given-subject.ts'
import { generateCases, maxCases, maxCasesOfAll } from './generate-cases.ts'
import { namesOfExpectation } from './template-fillings.ts'
import { toProbingNames } from './probing-names.ts'
import { isOfPopulation } from './is-of-population.ts'
import type { Population, WrittenTest } from './written-test.ts'

/** What running tests needs of a mapping. */
export interface TestRun {
  readonly tests: readonly WrittenTest[]
  /** Names of the organization: properties are tried with them, too. */
  readonly known: KnownNames
  /** Live people: properties are held against them, too. */
  readonly people: readonly Subject[]
  readonly rules: readonly CompiledRule[]
  readonly groups: KnownGroups
  readonly words: Words
  readonly parts: EngineParts
  readonly decide: (subject: Subject) => Promise<GivenOutcome>
}

/** A run that lets others have their turn. */
interface PacedRun extends TestRun {
  readonly giveWay: () => Promise<void>
  /** Cases that are made for one property. */
  readonly most: number
}

/** What each property has at least, however many there are. */
const leastCases = 100

function casesOfEach(tests: readonly WrittenTest[]): number {
  const properties = tests.filter(({ subject }) => subject.kind === 'forAll').length
  return Math.min(maxCases, Math.max(leastCases, Math.floor(maxCasesOfAll / properties)))
}

/** Problems of one test that are told; more would say the same. */
const toldProblems = 5

/** Runs tests by the mapping's own decisions; which rules of the file fired in some test is told, too. */
export async function runMappingTests(asked: TestRun): Promise<TestReport> {
  const run: PacedRun = { ...asked, giveWay: createPace(), most: casesOfEach(asked.tests) }
  const fired = new Set<CompiledRule>()
  const results: TestResult[] = []
  for (const test of run.tests) {
    await run.giveWay()
    const problems = await runTest(test, run, fired).catch((error: unknown) => [`could not be run: ${reasonOf(error)}`])
    const told = problems.slice(0, toldProblems)
    if (problems.length > told.length) told.push(`and ${problems.length - told.length} more`)
    results.push({ name: test.name, line: test.line, outcome: told.length === 0 ? 'passed' : 'failed', problems: told })
  }
  const written = run.rules.filter(({ definition }) => definition.line > 0)
  const uncovered = written.filter((rule) => !fired.has(rule))
  const passed = results.filter(({ outcome }) => outcome === 'passed').length
  return {
    passed,
    failed: results.length - passed,
    results,
    coverage: {
      rules: written.length,
      covered: written.length - uncovered.length,
      uncovered: uncovered.map(({ definition: { id, line } }) => ({ id, line })),
    },
  }
}

async function runTest(test: WrittenTest, run: PacedRun, fired: Set<CompiledRule>): Promise<readonly string[]> {
  const { subject } = test
  if (subject.kind === 'forAll') return runProperty(test, subject, run)
  const person = toGivenSubject(subject.user, subject.groups, run.groups)
  const { failures, given } = await decide(person, run, fired)
  const effects = effectsBesideRoles(run.words)
  return [
    ...failures,
    ...(test.expect === null ? [] : findDeviations(test.expect, given, effects)),
    ...(test.expectNot === null ? [] : findForbidden(test.expectNot, given)),
  ]
}

/** A property is decided over live people, and over cases at the boundaries of the rules. */
async function runProperty(test: WrittenTest, population: Population, run: PacedRun): Promise<readonly string[]> {
  const { expectNot } = test
  if (expectNot === null) return []
  /** With the first who has it: cases begin with the simplest. */
  const problems = new Map<string, string>()
  const probing = toProbingNames(test, run.rules, run.known)
  const making = generateCases(population, { ...run, names: namesOfExpectation(expectNot), probing })
  const cases = await finishInTurns(making, run.giveWay)
  for (const person of [...run.people, ...cases]) {
    await run.giveWay()
    if (!(await isOfPopulation(person, population, run))) continue
    const { failures, given } = await decide(person, run, new Set())
    for (const problem of [...failures, ...findForbidden(expectNot, given)]) {
      if (!problems.has(problem)) problems.set(problem, describeCase(person))
    }
  }
  return [...problems].map(([problem, example]) => `${problem}: ${example}`)
}

/** What a person of a test gets, and what went wrong with it. */
interface TestedPerson {
  readonly given: readonly Given[]
  /** A sentence for each rule that failed for the person. */
  readonly failures: readonly string[]
}

/** What is in force: nothing of an inactive member, and nothing that only a name taken over would give. */
async function decide(person: Subject, run: TestRun, fired: Set<CompiledRule>): Promise<TestedPerson> {
  const outcome = await run.decide(person)
  const inForce = outcome.given.filter(({ firing }) => firing.withheld === null)
  for (const { firing } of inForce) fired.add(firing.rule)
  const failures = outcome.failed.map(({ error, rule: { definition } }) => {
    return `the rule '${definition.id}' (line ${definition.line}) failed: ${reasonOf(error)}`
  })
  if (person.user?.['active'] === false) return { given: [], failures }
  const given = inForce.flatMap(({ firing, gifts }) => {
    const { id, line } = firing.rule.definition
    return gifts.map(({ effect, value }) => ({ effect, value, rule: { id, line } }))
  })
  return { given, failures }
}
