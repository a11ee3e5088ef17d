import type { CompiledMapping } from '../../decider.ts'
import type { FactKind } from '../../plugin/mapping-kind.ts'
import { diffAssignments } from '../../roles/reconcile-assignments.ts'
import type { StoreReader } from '../../store.ts'
import type { Person } from '../../store/people.ts'
import type { SubjectReader } from './subject-reader.ts'

const everyFact: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/** People for whom these sections say something else than what is stored, roles apart. */
export async function differingStatements(
  reader: StoreReader,
  mapping: CompiledMapping,
  sections: ReadonlySet<string>,
  people: readonly Person[],
  { toSubject }: SubjectReader,
): Promise<readonly string[]> {
  const { assignments } = await mapping.decide(people.map(toSubject), everyFact, sections)
  const stored = await reader.assignments.list(people.map(({ id }) => id))
  const asked = assignments.filter(({ effect }) => effect !== 'role')
  const { deleted, put } = diffAssignments(stored, asked, sections)
  return [...new Set([...put, ...deleted].map(({ subject }) => subject))]
}
