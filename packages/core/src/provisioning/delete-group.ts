import { unbindGroup } from '../roles/bind-group.ts'
import { change } from '../change/change-scope.ts'
import { looksAtGroup } from '../roles/decide-group.ts'
import { decideMembers } from '../roles/decide-members.ts'
import { recordMembers } from './record-members.ts'
import { getGroup } from './find-target.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { checkPreconditions, type Preconditions } from './preconditions.ts'

/**
 * DELETE of a group (RFC 7644 §3.6): what it gave is withdrawn. A name of the mapping that was bound to
 * it goes to the next group of that name, whose members then get what it gives.
 */
export async function deleteGroup(context: OperationContext, id: string, conditions: Preconditions): Promise<void> {
  await change(context, async (scope) => {
    const { tx } = scope
    const group = await getGroup(tx, id)
    checkPreconditions(conditions, group.version)
    const bindings = await tx.bindings.ofGroup(id)
    const removed = await tx.members.clear(id)
    await tx.groups.delete(id)
    recordMembers(scope, id, { added: [], removed }, [])
    scope.record('GroupDeleted', `groups/${id}`, { displayName: group.displayName })
    if (bindings.length === 0 && !looksAtGroup(scope, group)) return
    const successors = bindings.length === 0 ? [] : await unbindGroup(scope, id, bindings)
    const former = removed.flatMap(({ userId }) => (userId === null ? [] : [userId]))
    const joining = successors.length === 0 ? [] : await tx.members.listUserIds(successors)
    await decideMembers(scope, [...new Set([...former, ...joining])])
  })
}
