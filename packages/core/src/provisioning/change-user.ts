import { changedAttributes } from './changed-attributes.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { lastModifiedNow } from '../directory/last-modified.ts'
import type { UserRecord } from '../directory/member.ts'
import { decide } from '../roles/decide.ts'
import { watchOwners } from '../roles/guard-owners.ts'
import { reconcile } from '../roles/reconcile.ts'
import { deepEqual } from '../scim/deep-equal.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'
import { withFixedValues } from '../scim/resource/with-fixed-values.ts'
import { forgiveChangedExternalId, noticeChangedExternalId } from './changed-external-id.ts'
import { checkChange } from './check-change.ts'
import { noticeUnused } from './notice-unused.ts'
import { compareExternalIds } from './shared-external-id.ts'
import { resolveMembers } from './unresolved-members.ts'
import { withAllowedUserName } from './user-name.ts'
import { toNamedColumns } from './user-record.ts'
import { recordActivation, toStatus, withKeptActive, withStatusFindings } from './user-status.ts'

/** What is to become of a user. */
export interface UserUpdate {
  readonly operation: 'create' | 'replace' | 'patch'
  /** The whole of the user's attributes as they shall be. */
  readonly data: ResourceData
  /** Whether the request names `active`: then no value means inactive, else the status is kept. */
  readonly namesActive: boolean
}

const userFacts = new Set(['user'] as const)

/**
 * Brings a stored user to `update.data`: keeps or moves `userName`, lets the plugins fill in and judge,
 * writes one row, decides, and records what happened. Nothing changed: nothing is written.
 * Throws Mutability, Uniqueness, InvalidValue.
 */
export async function changeUser(scope: ChangeScope, user: UserRecord, update: UserUpdate): Promise<UserRecord> {
  const data = await checkChange(scope, {
    resourceType: 'User',
    operation: update.operation,
    before: user.data,
    after: await toAllowed(scope, user, update),
  })
  const active = toStatus(data, update.namesActive ? false : user.active)
  if (user.provisioned && active === user.active && deepEqual(data, user.data)) return user
  const changed = await writeUser(scope, user, data, active)
  recordUser(scope, user, changed)
  await noticeChangedExternalId(scope, user, changed)
  if (changed.active !== user.active) await recordActivation(scope, user, changed)
  const decision = await decide(scope, [{ id: user.id, user: changed }], userFacts)
  noticeUnused(scope, decision, user.data, data)
  await reconcile(scope, [user.id], withStatusFindings(user.id, update, decision))
  await forgiveChangedExternalId(scope, user, changed)
  await compareExternalIds(scope, 'User', user, changed)
  if (changed.externalId !== null && changed.externalId !== user.externalId) await resolveMembers(scope, changed)
  return changed
}

/** What the request may change: not the values that are fixed, not always `userName`, and `active` only by name. */
function toAllowed(scope: ChangeScope, user: UserRecord, { data, namesActive, operation }: UserUpdate) {
  const type = scope.context.resourceTypes.User
  const sent = operation === 'patch' ? data : withFixedValues(type, user.data, data)
  return withAllowedUserName(scope, user, namesActive ? sent : withKeptActive(user, sent), namesActive)
}

async function writeUser(
  scope: ChangeScope,
  user: UserRecord,
  data: ResourceData,
  active: boolean,
): Promise<UserRecord> {
  const { tx } = scope
  const columns = await toNamedColumns(scope, data, user)
  const changed = {
    ...user,
    ...columns,
    active,
    version: user.version + 1,
    lastModified: lastModifiedNow(user, tx.now),
  }
  if (active !== user.active) await watchOwners(scope)
  await tx.users.update(changed, user)
  return changed
}

function recordUser(scope: ChangeScope, before: UserRecord, after: UserRecord): void {
  if (before.provisioned)
    scope.record('MemberUpdated', `users/${after.id}`, { attributes: changedAttributes(before.data, after.data) })
  else scope.record('MemberProvisioned', `users/${after.id}`, { userName: after.userName, adopted: true })
}
