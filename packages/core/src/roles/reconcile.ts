import type { KnownRows } from './known-rows.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import type { RowsDecision } from './decide.ts'
import { reconcileAssignments } from './reconcile-assignments.ts'
import { reconcileGrants } from './reconcile-grants.ts'
import { toWantedGrants } from './wanted-grants.ts'
import { toWantedStatements } from './wanted-statements.ts'

/**
 * Makes the stored rows of the decided sections, for these people, equal to the decision: adds what is
 * missing, removes what is no longer asked for, and leaves the rows of every other source alone.
 */
export async function reconcile(
  scope: ChangeScope,
  userIds: readonly string[],
  decision: RowsDecision,
  known: KnownRows = 'read',
): Promise<void> {
  const statements = toWantedStatements(decision, scope.tx.now)
  if (statements.sections.size > 0 && mayHoldStatements(known))
    await reconcileAssignments(scope, userIds, statements, known)
  const grants = toWantedGrants(decision, await scope.circumstances(), scope.mappingVersion)
  if (grants.sections.size > 0)
    await reconcileGrants(scope, userIds, { wanted: grants, suspects: decision.suspects }, known)
}

function mayHoldStatements(known: KnownRows): boolean {
  return typeof known === 'string' || known.assignments !== null
}
