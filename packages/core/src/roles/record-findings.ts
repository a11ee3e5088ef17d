import type { ChangeScope } from '../change/change-scope.ts'
import type { AssignmentChange } from './reconcile-assignments.ts'

/** Findings are told when they come and when they go; what stands is in the assignments. */
export function recordFindings(scope: ChangeScope, { put, deleted }: AssignmentChange): void {
  for (const { effect, subject, value } of put) {
    if (effect === 'finding') scope.record('FindingRaised', `users/${subject}`, value)
  }
  for (const { effect, subject, value } of deleted) {
    if (effect === 'finding') scope.record('FindingCleared', `users/${subject}`, value)
  }
}
