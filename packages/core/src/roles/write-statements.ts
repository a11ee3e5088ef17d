import type { ChangeScope } from '../change/operation-context.ts'
import { isWithheld } from '../directory/effect-state.ts'
import type { Assignment } from '../plugin/assignment.ts'
import { isKnownEffect } from '../plugin/effect-values.ts'
import { brakeEffects } from './brake.ts'
import { givenAgain } from './given-again.ts'
import { dissolveHoldsOf, holdEffects, releaseEffects } from './hold/brake-hold.ts'
import type { KnownRows } from './known-rows.ts'
import { reconcileIdentities } from './reconcile-identities.ts'
import { reconcileValidation } from './reconcile-validation.ts'
import { recordEffect } from './record-effect.ts'
import { scheduleEnds } from './schedule-ends.ts'
import { assignmentKey, lostEffects, type AssignmentChange } from './wanted-statements.ts'

/**
 * Writes a difference of assignments, records what came and went, and does what follows from it. What plugins gave and the
 * brake does not let go is kept, and ends when a rule gives it again.
 */
export async function writeStatements(
  scope: ChangeScope,
  stored: readonly Assignment[],
  difference: AssignmentChange,
  known: KnownRows,
): Promise<void> {
  const { deleted, put } = difference
  const held = await brakeEffects(scope, lostEffects(difference, scope.tx.now))
  if (put.length > 0) await scope.tx.assignments.put(put)
  if (deleted.length > 0) await scope.tx.assignments.delete(deleted)
  await scheduleEnds(scope, put)
  recordStatements(scope, stored, difference, new Set(held))
  await holdEffects(scope, held)
  await releaseEffects(scope, givenAgain(stored, put))
  await dissolveHoldsOf(scope, deleted)
  await reconcileValidation(scope, difference, known)
  await reconcileIdentities(scope, difference, known)
}

/** Told when they come and when they go, each with the rule; what follows for validation and sign-in is told where it is done. */
function recordStatements(
  scope: ChangeScope,
  stored: readonly Assignment[],
  { deleted, put }: AssignmentChange,
  held: ReadonlySet<Assignment>,
): void {
  const standing = new Map(stored.map((one) => [assignmentKey(one), one]))
  for (const one of put) {
    if (one.effect === 'finding') scope.record('FindingRaised', `users/${one.subject}`, one.value)
    if (isKnownEffect(one.effect)) continue
    const before = standing.get(assignmentKey(one))
    recordEffect(scope, toEventType(one, before), one, { before: before?.value ?? null })
  }
  for (const one of deleted) {
    if (one.effect === 'finding') scope.record('FindingCleared', `users/${one.subject}`, one.value)
    if (!isKnownEffect(one.effect) && !held.has(one)) recordEffect(scope, 'EffectRevoked', one)
  }
}

/** What happened to something that was written, from how it stood before. */
function toEventType(one: Assignment, before: Assignment | undefined) {
  if (isWithheld(one)) return 'EffectHeld'
  return before !== undefined && isWithheld(before) ? 'EffectReleased' : 'EffectGranted'
}
