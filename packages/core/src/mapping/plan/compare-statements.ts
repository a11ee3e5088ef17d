import type { CompiledMapping, Decision } from '../../decider.ts'
import type { RuleFailure } from '../../directory/rule-failure.ts'
import { isKnownEffect } from '../../plugin/effect-values.ts'
import type { FactKind } from '../../plugin/mapping-kind.ts'
import { sectionsGiving } from '../../roles/decided-sections.ts'
import { joinDecisions } from '../../roles/decide.ts'
import { diffAssignments, toWantedStatements } from '../../roles/wanted-statements.ts'
import type { StoreReader } from '../../store.ts'
import type { Person } from '../../store/people.ts'
import type { Reasons } from './reasons.ts'
import type { SubjectReader } from './subject-reader.ts'
import { toEffectLines, type EffectLine } from './to-effect-lines.ts'

const everyFact: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/** What statements are compared with. */
export interface StatementSurroundings {
  readonly reader: StoreReader
  readonly mapping: CompiledMapping
  /** The sections that are asked, beside what hooks say. */
  readonly sections: ReadonlySet<string>
  readonly subjects: SubjectReader
  readonly reasons: Reasons
  /** What is over by then is not wanted. */
  readonly now: string
}

/** What is said of people beside roles, as far as it is not what is stored. */
export interface StatementDifference {
  readonly lines: readonly EffectLine[]
  readonly failures: readonly RuleFailure[]
}

/** Holds what these sections and the hooks say of people, roles apart, against what is stored. */
export async function compareStatements(
  { mapping, now, reader, reasons, sections, subjects }: StatementSurroundings,
  people: readonly Person[],
  hooked: Decision,
): Promise<StatementDifference> {
  const ruled = await mapping.decide(people.map(subjects.toSubject), everyFact, sections)
  const stored = await reader.assignments.list(people.map(({ id }) => id))
  const difference = diffAssignments(stored, toWantedStatements(joinDecisions(ruled, hooked), now))
  return { lines: toEffectLines(stored, difference, reasons, now), failures: ruled.failures }
}

/**
 * Sections of which people's rows may differ: those that a mapping has changed, and those that give what is a plugin's own,
 * which is compared whatever has changed, as roles are.
 */
export function statingSections(previous: CompiledMapping | null, mapping: CompiledMapping): ReadonlySet<string> {
  const before = new Map((previous?.sections ?? []).map((section) => [section.name, section]))
  const changed = mapping.sections.filter(({ fingerprint, name, states }) => {
    const old = before.get(name)
    return old?.fingerprint !== fingerprint && (states || old === undefined || old.states)
  })
  const own = sectionsGiving(mapping.sections, (effect) => !isKnownEffect(effect))
  return new Set([...sectionsGiving(changed, (effect) => effect !== 'role'), ...own])
}
