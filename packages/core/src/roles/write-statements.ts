import type { ChangeScope } from '../change/operation-context.ts'
import { toRuleId } from '../directory/rule-id.ts'
import type { Assignment } from '../plugin/assignment.ts'
import { isKnownEffect } from '../plugin/effect-values.ts'
import type { KnownRows } from './known-rows.ts'
import { reconcileIdentities } from './reconcile-identities.ts'
import { reconcileValidation } from './reconcile-validation.ts'
import { assignmentKey, type AssignmentChange } from './wanted-statements.ts'

/** Writes a difference of assignments, records what came and went, and does what follows from it. */
export async function writeStatements(
  scope: ChangeScope,
  stored: readonly Assignment[],
  difference: AssignmentChange,
  known: KnownRows,
): Promise<void> {
  const { deleted, put } = difference
  if (put.length > 0) await scope.tx.assignments.put(put)
  if (deleted.length > 0) await scope.tx.assignments.delete(deleted)
  if (put.length === 0 && deleted.length === 0) return
  recordStatements(scope, stored, difference)
  await reconcileValidation(scope, difference, known)
  await reconcileIdentities(scope, difference, known)
}

/** Told when they come and when they go, each with the rule; what follows for validation and sign-in is told where it is done. */
function recordStatements(scope: ChangeScope, stored: readonly Assignment[], { deleted, put }: AssignmentChange): void {
  const standing = new Map(stored.map((one) => [assignmentKey(one), one]))
  for (const one of put) {
    if (one.effect === 'finding') scope.record('FindingRaised', `users/${one.subject}`, one.value)
    if (!isKnownEffect(one.effect)) recordGranted(scope, one, standing.get(assignmentKey(one)))
  }
  for (const one of deleted) {
    if (one.effect === 'finding') scope.record('FindingCleared', `users/${one.subject}`, one.value)
    if (!isKnownEffect(one.effect)) recordEffectRevoked(scope, one)
  }
}

function recordGranted(scope: ChangeScope, given: Assignment, before: Assignment | undefined): void {
  scope.record('EffectGranted', `users/${given.subject}`, {
    ...dataOf(given),
    mappingVersion: scope.mappingVersion,
    before: before?.value ?? null,
  })
}

/** What a plugin's rule or hook has given is given no more. */
export function recordEffectRevoked(scope: ChangeScope, gone: Assignment): void {
  scope.record('EffectRevoked', `users/${gone.subject}`, { ...dataOf(gone), mappingVersion: scope.mappingVersion })
}

function dataOf({ effect, rule, source, value }: Assignment) {
  return { effect, value, rule: toRuleId(source, rule) }
}
