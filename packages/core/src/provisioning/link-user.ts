import type { UserRecord } from '../directory/member.ts'
import { Uniqueness } from '../scim/errors.ts'
import { fold } from '../scim/fold.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'
import type { ChangeScope } from '../change/change-scope.ts'
import { toTransactionContext } from '../change/hook-context.ts'

/**
 * The user of this organization that an incoming one is: a member who was invited by hand, or one whom
 * a plugin links. `undefined` for somebody new. 409 means `uniqueness` only: the `userName` or the
 * `externalId` is another user's. Throws Uniqueness.
 */
export async function linkUser(scope: ChangeScope, data: ResourceData): Promise<UserRecord | undefined> {
  const userName = String(data['userName'])
  const externalId = typeof data['externalId'] === 'string' ? data['externalId'] : null
  const userNameKey = fold(userName)
  const rivals = await scope.tx.users.findConflicts(userNameKey, externalId)
  const namesake = rivals.find((user) => user.userNameKey === userNameKey)
  if (namesake?.provisioned === true) throw new Uniqueness('userName: a user of this organization has this value')
  if (namesake !== undefined && (await isEmergencyOwner(scope, namesake))) {
    throw new Uniqueness('userName: a member of this organization who is not provisioned has this value')
  }
  const existing = namesake ?? (await linkByPlugin(scope, { userName, externalId, data }))
  const rival = rivals.find((user) => user.externalId === externalId && user.id !== existing?.id)
  if (externalId !== null && rival !== undefined) {
    throw new Uniqueness('externalId: a user of this organization has this value')
  }
  return existing
}

/** Break-glass owners are untouched by SCIM: a provider that could adopt them could deactivate them. */
async function isEmergencyOwner({ tx }: ChangeScope, { id }: UserRecord): Promise<boolean> {
  return (await tx.grants.list({ userIds: [id], source: 'break-glass' })).length > 0
}

async function linkByPlugin(
  scope: ChangeScope,
  user: { readonly userName: string; readonly externalId: string | null; readonly data: ResourceData },
): Promise<UserRecord | undefined> {
  const link = await scope.context.host.link(user, toTransactionContext(scope))
  return link === undefined ? undefined : scope.tx.users.find(link.userId)
}
