import type { ChangeScope } from '../change/operation-context.ts'
import { change } from '../change/change.ts'
import type { JobHandler } from '../change/job-handler.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { UserRecord } from '../directory/member.ts'
import { decideMembers } from '../roles/decide-members.ts'
import type { MemberRow } from '../store/members.ts'

const hour = 60 * 60 * 1_000

/** How long a member that is nobody here is kept. */
const kept = 30 * 24 * hour

/**
 * Members that were sent before their user: as soon as exactly one user has the text as `externalId`,
 * the member stands for that user, and the user's roles follow. Answers whether there was any.
 */
export async function resolveMembers(scope: ChangeScope, user: UserRecord): Promise<boolean> {
  if (user.externalId === null) return false
  if ((await scope.tx.members.findUnresolved([user.externalId])).length === 0) return false
  const rows = await scope.tx.members.resolve(user.externalId, user.id)
  if (rows.length === 0) return false
  for (const { groupId, value } of rows) {
    scope.record('GroupMemberResolved', `groups/${groupId}`, { value, userId: user.id })
  }
  await touchGroupsOf(scope, rows)
  await decideMembers(scope, [user.id])
  return true
}

/** Drops members that no user turned out to be for 30 days, each with an event. */
export const dropUnresolved: JobHandler = { kind: 'drop-unresolved', every: hour, run: dropUnresolvedMembers }

/** Any process may do it, as often as it likes. */
async function dropUnresolvedMembers(context: OperationContext): Promise<void> {
  await change(context, async (scope) => {
    const { record, tx } = scope
    const rows = await tx.members.dropUnresolved(new Date(Date.parse(tx.now) - kept).toISOString())
    await touchGroupsOf(scope, rows)
    for (const { groupId, value } of rows) record('GroupMemberDropped', `groups/${groupId}`, { value })
  })
}

/** Raises the version of the groups of some member rows, once each. */
export async function touchGroupsOf({ tx }: ChangeScope, rows: readonly MemberRow[]): Promise<void> {
  if (rows.length > 0) await tx.groups.touch([...new Set(rows.map(({ groupId }) => groupId))])
}
