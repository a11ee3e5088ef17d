import type { UserRecord } from '../directory/member.ts'
import { Mutability, Uniqueness } from '../scim/errors.ts'
import { fold } from '../scim/fold.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'
import { withFixedValues } from '../scim/resource/with-fixed-values.ts'
import type { ChangeScope } from '../change/change-scope.ts'
import { checkChange } from './check-change.ts'
import { decide } from '../roles/decide.ts'
import { watchOwners } from '../roles/guard-owners.ts'
import { compareUserNames } from './keep-user-name.ts'
import { withProvisioningFindings } from './provisioning-findings.ts'
import { reconcile } from '../roles/reconcile.ts'
import { recordActivation } from './record-activation.ts'
import { resolveMembers } from './resolve-members.ts'
import { toStatus } from './to-status.ts'
import { deepEqual } from '../scim/deep-equal.ts'

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
  const { tx } = scope
  const sent =
    update.operation === 'patch'
      ? update.data
      : withFixedValues(scope.context.resourceTypes.User, user.data, update.data)
  const { namesActive } = update
  const named = await withAllowedUserName(scope, user, namesActive ? sent : withKeptActive(user, sent), namesActive)
  const data = await checkChange(scope, {
    resourceType: 'User',
    operation: update.operation,
    before: user.data,
    after: named,
  })
  const adopted = !user.provisioned
  const active = toStatus(data, namesActive ? false : user.active)
  if (!adopted && active === user.active && deepEqual(data, user.data)) return user
  const changed = await toChangedRecord(scope, user, data, active)
  if (changed.active !== user.active) await watchOwners(scope)
  await tx.users.update(changed, user)
  if (adopted) scope.record('MemberProvisioned', `users/${user.id}`, { userName: changed.userName, adopted })
  else scope.record('MemberUpdated', `users/${user.id}`, { attributes: changedAttributes(user.data, data) })
  if (changed.active !== user.active) await recordActivation(scope, user, changed)
  const decision = await decide(scope, [{ id: user.id, user: changed }], userFacts)
  await reconcile(scope, [user.id], withProvisioningFindings(user.id, update, decision))
  if (changed.externalId !== null && changed.externalId !== user.externalId) {
    await resolveMembers(scope, changed)
  }
  return changed
}

/** A request that does not name `active` keeps what the provider has said of it. */
function withKeptActive(user: UserRecord, data: ResourceData): ResourceData {
  const { active: _, ...others } = data
  return user.data['active'] === undefined ? others : { ...others, active: user.active }
}

/**
 * The attributes with the `userName` that may be stored. Where renames are not allowed a new name
 * alone is refused, and one among other changes is kept back (`user-name-kept`).
 */
async function withAllowedUserName(
  scope: ChangeScope,
  user: UserRecord,
  data: ResourceData,
  namesActive: boolean,
): Promise<ResourceData> {
  const { tolerances } = scope.context
  const incoming = String(data['userName'])
  const change = compareUserNames(user.userName, incoming)
  if (change === 'none' || change === 'case') return data
  if (change === 'other' && scope.tx.state.settings.userNameMutable) {
    await checkUserNameFree(scope, user, incoming)
    return data
  }
  const kept: ResourceData = { ...data, userName: user.userName }
  if (isUnchanged(user, kept, namesActive) || !tolerances.use('user-name-kept')) {
    throw new Mutability('userName can not be changed in this organization; all else in the request was as it is')
  }
  return kept
}

/** A body that says of `active` what it is anyway changes nothing. */
function isUnchanged(user: UserRecord, data: ResourceData, namesActive: boolean): boolean {
  const active = toStatus(data, namesActive ? false : user.active)
  return deepEqual({ ...data, active }, { ...user.data, active: user.active })
}

async function checkUserNameFree(scope: ChangeScope, user: UserRecord, userName: string): Promise<void> {
  const other = await scope.tx.users.findByUserName(fold(userName))
  if (other !== undefined && other.id !== user.id)
    throw new Uniqueness('userName: another user of this organization has this value')
}

async function toChangedRecord(
  { context, tx }: ChangeScope,
  user: UserRecord,
  data: ResourceData,
  active: boolean,
): Promise<UserRecord> {
  const userName = String(data['userName'])
  const userNameKey = fold(userName)
  const accountId =
    userNameKey === user.userNameKey ? user.accountId : await tx.users.accountFor(userNameKey, context.newId())
  return {
    ...user,
    accountId,
    provisioned: true,
    active,
    userName,
    userNameKey,
    externalId: typeof data['externalId'] === 'string' ? data['externalId'] : null,
    data,
    version: user.version + 1,
    lastModified: tx.now,
  }
}

/** The names of the top-level attributes that differ; the values stay out of the log. */
function changedAttributes(before: ResourceData, after: ResourceData): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => !deepEqual(before[name], after[name]))
}
