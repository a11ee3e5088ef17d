import { change } from '../change/change-scope.ts'
import { groupsOf } from './resolve-members.ts'
import type { OperationContext } from '../change/operation-context.ts'

/** How long a member that is nobody here is kept. */
const keptMilliseconds = 30 * 24 * 60 * 60 * 1_000

/**
 * Drops members that no user turned out to be for 30 days, each with an event. Any process may do it,
 * as often as it likes. Answers how many.
 */
export async function dropUnresolvedMembers(context: OperationContext): Promise<number> {
  return change(context, async ({ record, tx }) => {
    const before = new Date(Date.parse(tx.now) - keptMilliseconds).toISOString()
    const rows = await tx.members.dropUnresolved(before)
    if (rows.length > 0) await tx.groups.touch(groupsOf(rows))
    for (const { groupId, value } of rows) record('GroupMemberDropped', `groups/${groupId}`, { value })
    return rows.length
  })
}
