import type { Decision } from '../decider.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { ChangeScope } from '../change/change-scope.ts'
import { reconcileAssignments } from './reconcile-assignments.ts'
import { reconcileGrants } from './reconcile-grants.ts'

/**
 * What the database is known to hold for the people of a decision: `nothing` for a user made in this
 * transaction, which saves reading it.
 */
export type KnownRows = 'nothing' | 'read'

/** A decision, with what is to be known to make rows of it. */
export interface ReconciledDecision extends Decision {
  /** Groups whose `externalId` has changed since they were bound: what they newly give is withheld. */
  readonly suspects?: ReadonlySet<string>
  /** People whom nothing could be decided for: what they have stays. */
  readonly undecided?: ReadonlySet<string>
}

/**
 * Makes the stored rows of the decided sections, for these people, equal to the decision: adds what is
 * missing, removes what is no longer asked for, and leaves the rows of every other source alone.
 */
export async function reconcile(
  scope: ChangeScope,
  decidedIds: readonly string[],
  decision: ReconciledDecision,
  known: KnownRows = 'read',
): Promise<void> {
  const { undecided = new Set<string>() } = decision
  const userIds = undecided.size === 0 ? decidedIds : decidedIds.filter((id) => !undecided.has(id))
  if (userIds.length === 0) return
  const roles: Assignment[] = []
  const others: Assignment[] = []
  for (const assignment of decision.assignments) {
    ;(assignment.effect === 'role' ? roles : others).push(assignment)
  }
  const { failures = [], suspects = new Set<string>() } = decision
  const stating = sectionsWith(decision, (effect) => effect !== 'role')
  if (stating.length > 0)
    await reconcileAssignments(scope, userIds, { sections: stating, asked: others, failures }, known)
  const granting = sectionsWith(decision, (effect) => effect === 'role')
  if (granting.length > 0) {
    await reconcileGrants(scope, userIds, { sections: granting, asked: roles, suspects, failures }, known)
  }
}

/** The names of the decided sections that can ask for such an effect. */
function sectionsWith({ sections }: Decision, isWanted: (effect: string) => boolean): readonly string[] {
  return sections.filter(({ effects }) => effects === 'any' || [...effects].some(isWanted)).map(({ name }) => name)
}
