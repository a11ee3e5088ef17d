import type { ChangeScope } from '../change/operation-context.ts'
import type { Assignment } from '../plugin/assignment.ts'
import { applyDifference } from './wanted-statements.ts'
import { writeStatements } from './write-statements.ts'

/** Takes away what was given beside roles and has come to its end: told, and with what follows from it. */
export async function endStatements(scope: ChangeScope, ended: readonly Assignment[]): Promise<void> {
  if (ended.length === 0) return
  const stored = await scope.tx.assignments.list([...new Set(ended.map(({ subject }) => subject))])
  const difference = { put: [], deleted: ended }
  await writeStatements(scope, stored, { ...difference, after: applyDifference(stored, difference) }, 'read')
}
