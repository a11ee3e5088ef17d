import type { CompiledMapping } from '../../decider.ts'
import type { RuleFailure } from '../../directory/rule-failure.ts'
import type { FactKind } from '../../plugin/mapping-kind.ts'
import { diffAssignments, toWantedStatements } from '../../roles/wanted-statements.ts'
import type { StoreReader } from '../../store.ts'
import type { Person } from '../../store/people.ts'
import type { SubjectReader } from './subject-reader.ts'

const everyFact: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/** What sections say of people beside roles, as far as it is not what is stored. */
export interface StatementDifference {
  readonly userIds: readonly string[]
  readonly failures: readonly RuleFailure[]
}

/** People for whom these sections say something else than what is stored, roles apart. */
export async function differingStatements(
  reader: StoreReader,
  mapping: CompiledMapping,
  sections: ReadonlySet<string>,
  people: readonly Person[],
  { toSubject }: SubjectReader,
): Promise<StatementDifference> {
  const decision = await mapping.decide(people.map(toSubject), everyFact, sections)
  const stored = await reader.assignments.list(people.map(({ id }) => id))
  const { deleted, put } = diffAssignments(stored, toWantedStatements(decision))
  return { userIds: [...new Set([...put, ...deleted].map(({ subject }) => subject))], failures: decision.failures }
}
