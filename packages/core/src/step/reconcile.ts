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
  if (userIds.length === 0) return
  const roles: Assignment[] = []
  const others: Assignment[] = []
  for (const assignment of decision.assignments) {
    ;(assignment.effect === 'role' ? roles : others).push(assignment)
  }
  const stating = sectionsWith(decision, (effect) => effect !== 'role')
  if (stating.length > 0) await reconcileAssignments(scope, userIds, stating, others, known)
  const granting = sectionsWith(decision, (effect) => effect === 'role')
  if (granting.length > 0) await reconcileGrants(scope, userIds, granting, roles, known)
}

/** The names of the decided sections that can ask for such an effect. */
function sectionsWith({ sections }: Decision, isWanted: (effect: string) => boolean): readonly string[] {
  return sections.filter(({ effects }) => effects === 'any' || [...effects].some(isWanted)).map(({ name }) => name)
}
