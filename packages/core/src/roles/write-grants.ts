import { grantKey, type Grant } from '../directory/grant.ts'
import { judgeGrant } from '../directory/resolve-roles.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import type { GrantDifference } from './diff-grants.ts'
import { isOrganizationOwner, watchOwners } from './guard-owners.ts'
import { recordGrantChange } from './record-grant-change.ts'
import { scheduleEnds } from './schedule-ends.ts'

/**
 * Writes a difference of grants, which the owner guard then judges, and records each grant that came, went or was held.
 * `active` says whether the holders are, where that is known.
 */
export async function writeGrants(
  scope: ChangeScope,
  difference: GrantDifference,
  active?: ReadonlyMap<string, boolean>,
): Promise<void> {
  const { put, deleted } = difference
  if (put.length === 0 && deleted.length === 0) return
  if ([...put, ...deleted].some(isOrganizationOwner)) await watchOwners(scope)
  if (put.length > 0) await scope.tx.grants.put(put)
  if (deleted.length > 0) await scope.tx.grants.delete(deleted)
  await scheduleEnds(scope, put)
  await recordGrantChanges(scope, difference, active ?? (await findActive(scope, difference)))
}

function findActive({ tx }: ChangeScope, { deleted, put }: GrantDifference): Promise<ReadonlyMap<string, boolean>> {
  const userIds = new Set([...put, ...deleted].map(({ userId }) => userId))
  return tx.people.findActive([...userIds])
}

async function recordGrantChanges(
  scope: ChangeScope,
  { put, deleted, standing }: GrantDifference,
  active: ReadonlyMap<string, boolean>,
): Promise<void> {
  const circumstances = await scope.circumstances()
  const judge = (grant: Grant) => judgeGrant(grant, active.get(grant.userId) ?? false, circumstances)
  for (const grant of put) recordGrantChange(scope, toEventType(grant, standing?.get(grantKey(grant))), judge(grant))
  for (const grant of deleted) recordGrantChange(scope, 'RoleRevoked', judge(grant))
}

/** What happened to a grant that was written, from how it stood before. */
function toEventType(grant: Grant, before: Grant | undefined): 'RoleGranted' | 'RoleHeld' | 'RoleReleased' {
  if (grant.hold !== null && before?.hold !== grant.hold) return 'RoleHeld'
  if (grant.hold === null && before !== undefined && before.hold !== null) return 'RoleReleased'
  return 'RoleGranted'
}
