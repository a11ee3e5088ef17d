import type { Assignment } from '../plugin/assignment.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import type { AssignmentChange } from './wanted-statements.ts'
import type { KnownRows } from './known-rows.ts'

/** Whether somebody among `assignments` says that this user's e-mail address is validated. */
export function isValidated(assignments: readonly Assignment[], userId: string): boolean {
  return assignments.some(({ effect, subject }) => effect === 'email.validated' && subject === userId)
}

/** Keeps the member's `emailValidated` equal to whether any source says so, also back to false. */
export async function reconcileValidation(
  scope: ChangeScope,
  { put, deleted, after }: AssignmentChange,
  known: KnownRows,
): Promise<void> {
  const touched = new Set(
    [...put, ...deleted].filter(({ effect }) => effect === 'email.validated').map(({ subject }) => subject),
  )
  const changes = [...touched].map((userId) => ({ userId, validated: isValidated(after, userId) }))
  if (known !== 'nothing') await scope.tx.users.setEmailValidated(changes)
  for (const { userId, validated } of changes) {
    scope.record(validated ? 'EmailValidated' : 'EmailInvalidated', `users/${userId}`)
  }
}
