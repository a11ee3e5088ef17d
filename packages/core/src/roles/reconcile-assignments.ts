import type { Assignment } from '../plugin/assignment.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import type { KnownRows } from './known-rows.ts'
import { diffAssignments, type WantedStatements } from './wanted-statements.ts'
import { writeStatements } from './write-statements.ts'

/** Makes the rows of every effect but `role` what is asked for, and what follows from them. */
export async function reconcileAssignments(
  scope: ChangeScope,
  userIds: readonly string[],
  wanted: WantedStatements,
  known: KnownRows,
): Promise<void> {
  const stored = known === 'nothing' ? [] : await standingOf(scope, userIds, known)
  await writeStatements(scope, stored, diffAssignments(stored, wanted), known)
}

async function standingOf(
  { tx }: ChangeScope,
  userIds: readonly string[],
  known: Exclude<KnownRows, 'nothing'>,
): Promise<readonly Assignment[]> {
  return (known === 'read' ? null : known.assignments) ?? tx.assignments.list(userIds)
}
