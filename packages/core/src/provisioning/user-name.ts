import type { ChangeScope } from '../change/operation-context.ts'
import type { UserRecord } from '../directory/member.ts'
import { deepEqual } from '../scim/deep-equal.ts'
import { Mutability, Uniqueness } from '../scim/errors.ts'
import { fold } from '../scim/fold.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'
import { toStatus } from './user-status.ts'

/** How an incoming `userName` compares with the stored one. */
export type UserNameChange = 'none' | 'case' | 'soft-delete' | 'other'

/** A value of 32 hex digits: what Entra puts in front of the `userPrincipalName` of a soft-deleted user. */
const softDeletePrefix = /^[0-9a-f]{32}/

/**
 * The attributes with the `userName` that may be stored. Where renames are not allowed a new name
 * alone is refused, and one among other changes is kept back (`user-name-kept`). Throws Mutability, Uniqueness.
 */
export async function withAllowedUserName(
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
  if (isUnchanged(user, kept, namesActive) || !tolerances.leaveOut('userName', 'user-name-kept')) {
    throw new Mutability('userName can not be changed in this organization; all else in the request was as it is')
  }
  return kept
}

/**
 * Compares without regard to case; a change of case alone is stored. A soft-deleted user's name
 * (32 hex digits before the current one) is never stored, wherever renames are allowed or not.
 */
export function compareUserNames(current: string, incoming: string): UserNameChange {
  if (current === incoming) return 'none'
  const currentKey = fold(current)
  const incomingKey = fold(incoming)
  if (currentKey === incomingKey) return 'case'
  if (softDeletePrefix.test(incomingKey) && incomingKey.slice(32) === currentKey) return 'soft-delete'
  return 'other'
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
