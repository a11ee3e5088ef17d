import type { CompiledMapping, Decision, Subject } from '../../decider.ts'
import type { RuleFailure } from '../../directory/rule-failure.ts'
import type { Grant } from '../../directory/grant.ts'
import type { RoleCircumstances } from '../../directory/resolve-roles.ts'
import type { Assignment } from '../../plugin/assignment.ts'
import type { FactKind } from '../../plugin/mapping-kind.ts'
import type { Person } from '../../store/people.ts'
import { keptRows, sectionsGiving } from '../../roles/decided-sections.ts'
import { hookSections, type HookSurroundings } from '../../roles/ask-hooks.ts'
import { joinDecisions } from '../../roles/decide.ts'
import { diffGrants } from '../../roles/diff-grants.ts'
import type { WantedGrants } from '../../roles/wanted-grants.ts'
import { createAnybodysGrants, type AnybodysGrant } from './anybodys-grants.ts'
import { hasNoGrants, parseGrantText } from './grant-text.ts'
import type { LineTemplate, StoredLine } from '../../directory/plan.ts'
import type { Reasons } from './reasons.ts'
import type { SubjectReader } from './subject-reader.ts'
import { toFailedLine } from './to-failed-line.ts'
import { toLineTemplates } from './to-line-templates.ts'

/** What a decision over many people is made with. */
export interface PeopleSurroundings {
  readonly mapping: CompiledMapping
  /** The version that new grants are of. */
  readonly mappingVersion: number
  readonly circumstances: RoleCircumstances
  readonly subjects: SubjectReader
  /** Groups whose new grants are withheld. */
  readonly suspects: ReadonlySet<string>
  readonly reasons: Reasons
  /** What hooks are asked with; `null` where no plugin decides by hook. */
  readonly hooks: HookSurroundings | null
}

/** Decides people page by page, each distinct input once, and collects what their lines have in common. */
export interface PeopleDecider {
  readonly templates: readonly LineTemplate[]
  /** The lines of these people, in their order; `hooked` is what hooks say of them. */
  decide(people: readonly Person[], hooked: Decision): Promise<readonly StoredLine[]>
  /** The number of a template that is like this one. */
  numberOf(template: LineTemplate): number
}

/** What the mapping gives to everybody of one input: without a holder. */
interface Wanted {
  /** Equal for equal grants and failures, as long as they are remembered; never that of others. */
  readonly number: number
  readonly grants: WantedGrants
  /** The lines about rules that failed. */
  readonly failed: readonly number[]
}

/** What was decided about one subject. */
type Decided = Omit<Decision, 'sections'>

const nothing: Decided = { assignments: [], failures: [] }

/** Stands for everybody of one input. */
const anybody = ''

const everyFact: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/** Inputs, decisions and pairs that are remembered, of each: beyond that they are forgotten together, and memory is bounded. */
const mostRemembered = 50_000

export function createPeopleDecider(surroundings: PeopleSurroundings, capacity = mostRemembered): PeopleDecider {
  const { circumstances, hooks, mapping, mappingVersion, reasons, subjects, suspects } = surroundings
  const sections = granting(mapping)
  const asked = [
    ...mapping.sections.filter(({ name }) => sections.has(name)),
    ...(hooks === null ? [] : hookSections(hooks)),
  ]
  const giving = sectionsGiving(asked, (effect) => effect === 'role')
  const toAnybodys = createAnybodysGrants(circumstances, mappingVersion, capacity)
  const alike = hooks === null && isByGroupsAlone(mapping)
  const templates: LineTemplate[] = []
  const numbers = new Map<string, number>()
  const wantedByInput = new Map<string, Wanted>()
  const wantedByText = new Map<string, Wanted>()
  const linesOfPair = new Map<string, readonly number[]>()
  const newLines = { active: new WeakMap<Grant, number>(), inactive: new WeakMap<Grant, number>() }
  let decisions = 0

  function toWanted(decided: Decided): Wanted {
    const given = decided.assignments.map(toAnybodys)
    const failures = decided.failures.map((failure) => ({ ...failure, subject: anybody }))
    const text = `${given.map(({ number }) => number).join()} ${JSON.stringify(failures)}`
    const known = wantedByText.get(text)
    if (known !== undefined) return known
    const wanted = {
      number: (decisions += 1),
      grants: { grants: distinct(given), sections: giving, isKept: keptRows(failures) },
      failed: failures.map((failure) => numberOf(toFailedLine(failure))),
    }
    wantedByText.set(text, wanted)
    return wanted
  }

  /** What each of these people should have; people with the same groups are decided once, where nothing else counts. */
  async function want(people: readonly Person[], hooked: Decision): Promise<readonly Wanted[]> {
    if (!alike) {
      const bySubject = await decideSubjects(people.map(subjects.toSubject), hooked)
      return people.map(({ id }) => toWanted(bySubject.get(id) ?? nothing))
    }
    const keys = people.map(subjects.toGroupsKey)
    const unknown = new Map<string, Subject>()
    people.forEach((person, index) => {
      const key = keys[index] as string
      if (!wantedByInput.has(key)) unknown.set(key, { ...subjects.toSubject(person), id: key })
    })
    const bySubject = await decideSubjects([...unknown.values()], hooked)
    for (const key of unknown.keys()) wantedByInput.set(key, toWanted(bySubject.get(key) ?? nothing))
    return keys.map((key) => wantedByInput.get(key) as Wanted)
  }

  async function decideSubjects(list: readonly Subject[], hooked: Decision): Promise<ReadonlyMap<string, Decided>> {
    const bySubject = new Map<string, OpenDecided>()
    if (list.length === 0) return bySubject
    const ruled = await mapping.decide(list, everyFact, sections)
    const { assignments, failures } = joinDecisions(ruled, hooked)
    for (const assignment of assignments) {
      if (assignment.effect === 'role') decidedOf(bySubject, assignment.subject).assignments.push(assignment)
    }
    for (const failure of failures) decidedOf(bySubject, failure.subject).failures.push(failure)
    return bySubject
  }

  function numberOf(template: LineTemplate): number {
    const text = JSON.stringify(template)
    const known = numbers.get(text)
    if (known !== undefined) return known
    numbers.set(text, templates.length)
    templates.push(template)
    return templates.length - 1
  }

  /** The line of a grant for somebody who has none: the same for everybody. */
  function toNewLine(grant: Grant, wanted: WantedGrants, memberActive: boolean): number {
    const lines = memberActive ? newLines.active : newLines.inactive
    const known = lines.get(grant)
    if (known !== undefined) return known
    const difference = diffGrants([], { ...wanted, grants: [grant] }, suspects)
    const [template] = toLineTemplates([], difference, { memberActive, circumstances, reasons })
    const number = numberOf(template as LineTemplate)
    lines.set(grant, number)
    return number
  }

  function compare(person: Person, wanted: Wanted): readonly number[] {
    if (hasNoGrants(person.grants))
      return wanted.grants.grants.map((grant) => toNewLine(grant, wanted.grants, person.active))
    const pair = `${wanted.number} ${person.active} ${person.grants}`
    const known = linesOfPair.get(pair)
    if (known !== undefined) return known
    const stored = parseGrantText(person.grants)
    const difference = diffGrants(stored, wanted.grants, suspects)
    const surroundingsOfLine = { memberActive: person.active, circumstances, reasons }
    const lines = toLineTemplates(stored, difference, surroundingsOfLine).map(numberOf)
    linesOfPair.set(pair, lines)
    return lines
  }

  function forget(): void {
    for (const memory of [wantedByInput, wantedByText, linesOfPair]) if (memory.size > capacity) memory.clear()
  }

  return {
    templates,
    numberOf,
    async decide(people, hooked) {
      const wanted = await want(people, hooked)
      const lines = people.flatMap((person, index) => {
        const { id: userId, userName } = person
        const own = wanted[index] as Wanted
        return [...compare(person, own), ...own.failed].map((template) => ({ userId, userName, template }))
      })
      forget()
      return lines
    },
  }
}

/** Sections that can give roles. */
export function granting(mapping: CompiledMapping): ReadonlySet<string> {
  return sectionsGiving(mapping.sections, (effect) => effect === 'role')
}

/** Whether no rule that gives a role looks at more than the groups that a person is in. */
export function isByGroupsAlone(mapping: CompiledMapping): boolean {
  const names = granting(mapping)
  return (
    mapping.groupScope === 'bound' && !mapping.sections.some(({ name, reads }) => names.has(name) && reads.has('user'))
  )
}

interface OpenDecided extends Decided {
  readonly assignments: Assignment[]
  readonly failures: RuleFailure[]
}

function decidedOf(bySubject: Map<string, OpenDecided>, subject: string): OpenDecided {
  const known = bySubject.get(subject)
  if (known !== undefined) return known
  const decided: OpenDecided = { assignments: [], failures: [] }
  bySubject.set(subject, decided)
  return decided
}

/** What is over is not wanted any more. */
function distinct(given: readonly AnybodysGrant[]): readonly Grant[] {
  return [...new Map(given.flatMap(({ grant, key }) => (grant === null ? [] : [[key, grant]]))).values()]
}
