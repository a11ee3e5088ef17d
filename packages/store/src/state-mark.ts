import { toText } from './decode.ts'
import type { Statements } from './sql/statements.ts'

/**
 * What says in which state an organization is: its revision, which every write raises, and the hash of its last event. Where a
 * database is brought back to an older state under a server the revisions come again, and a hash does not.
 */
export const markOfState = "(o.revision || ' ' || COALESCE(o.audit_head, ''))"

/** Of an organization that is no more, nothing. */
export async function readStateMark({ all }: Statements, organizationId: string): Promise<string> {
  const [row] = await all(`SELECT ${markOfState} AS mark FROM organizations o WHERE o.id = ?`, [organizationId])
  return row === undefined ? '' : toText(row, 'mark')
}
