import type { Decision } from '../decider.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { ChangeScope } from './change-scope.ts'
import { reconcileAssignments } from './reconcile-assignments.ts'
import { reconcileGrants } from './reconcile-grants.ts'

/**
 * What the database is known to hold for the people of a decision: `nothing` for a user made in this
 * transaction, which saves reading it.
 */
export type KnownRows = 'nothing' | 'read'

/**
 * Makes the stored rows of the decided sections, for these people, equal to the decision: adds what is
 * missing, removes what is no longer asked for, and leaves the rows of every other source alone.
 */
export async function reconcile(
  scope: ChangeScope,
  userIds: readonly string[],
  decision: Decision,
  known: KnownRows = 'read',
): Promise<void> {
  if (decision.sections.length === 0 || userIds.length === 0) return
  const roles: Assignment[] = []
  const others: Assignment[] = []
  for (const assignment of decision.assignments) {
    ;(assignment.effect === 'role' ? roles : others).push(assignment)
  }
  await reconcileAssignments(scope, userIds, decision.sections, others, known)
  await reconcileGrants(scope, userIds, decision.sections, roles, known)
}
