import type { ChangeScope } from '../change/operation-context.ts'
import type { KnownRows } from './known-rows.ts'
import { reconcileIdentities } from './reconcile-identities.ts'
import { reconcileValidation } from './reconcile-validation.ts'
import { diffAssignments, type AssignmentChange, type WantedStatements } from './wanted-statements.ts'

/** Makes the rows of every effect but `role` what is asked for, and what follows from them. */
export async function reconcileAssignments(
  scope: ChangeScope,
  userIds: readonly string[],
  wanted: WantedStatements,
  known: KnownRows,
): Promise<void> {
  const stored = known === 'nothing' ? [] : await scope.tx.assignments.list(userIds)
  const difference = diffAssignments(stored, wanted)
  if (difference.put.length > 0) await scope.tx.assignments.put(difference.put)
  if (difference.deleted.length > 0) await scope.tx.assignments.delete(difference.deleted)
  if (difference.put.length === 0 && difference.deleted.length === 0) return
  recordFindings(scope, difference)
  await reconcileValidation(scope, difference, known)
  await reconcileIdentities(scope, difference, known)
}

/** Findings are told when they come and when they go; what stands is in the assignments. */
function recordFindings(scope: ChangeScope, { put, deleted }: AssignmentChange): void {
  for (const { effect, subject, value } of put) {
    if (effect === 'finding') scope.record('FindingRaised', `users/${subject}`, value)
  }
  for (const { effect, subject, value } of deleted) {
    if (effect === 'finding') scope.record('FindingCleared', `users/${subject}`, value)
  }
}
