import type { ChangeScope } from '../change/operation-context.ts'
import { toTransactionContext } from '../change/hook-context.ts'
import type { UserRecord } from '../directory/member.ts'
import { Uniqueness } from '../scim/errors.ts'
import { fold } from '../scim/fold.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'

/** Whom an incoming user has something in common with. */
export interface LinkedUser {
  /** Who they are: a member who was invited by hand; `undefined` for somebody new. */
  readonly existing: UserRecord | undefined
  /** Two at most of those who have the same `externalId`. */
  readonly sharers: readonly string[]
}

/**
 * Who an incoming user is. A member who was invited by hand and whom nobody has provisioned is adopted, by folded
 * `userName`, or where a plugin says who; whoever has been provisioned is never anybody else, whatever their `externalId`,
 * which is no key (RFC 7643 §3.1). Throws Uniqueness where the `userName` is another user's.
 */
export async function linkUser(scope: ChangeScope, data: ResourceData): Promise<LinkedUser> {
  const userName = String(data['userName'])
  const externalId = typeof data['externalId'] === 'string' ? data['externalId'] : null
  const userNameKey = fold(userName)
  const rivals = await scope.tx.users.findConflicts(userNameKey, externalId)
  const namesake = rivals.find((user) => user.userNameKey === userNameKey)
  if (namesake?.provisioned === true) throw new Uniqueness('userName: a user of this organization has this value')
  if (namesake !== undefined && (await isEmergencyOwner(scope, namesake))) {
    throw new Uniqueness('userName: a member of this organization who is not provisioned has this value')
  }
  const sharers = rivals.filter((user) => externalId !== null && user.externalId === externalId).map(({ id }) => id)
  return { existing: namesake ?? (await findLinked(scope, { userName, externalId, data })), sharers }
}

/** Break-glass owners are untouched by SCIM: a provider that could adopt them could deactivate them. */
async function isEmergencyOwner({ tx }: ChangeScope, { id }: UserRecord): Promise<boolean> {
  return (await tx.grants.list({ userIds: [id], source: 'break-glass' })).length > 0
}

/** Whom a plugin means, if they may be adopted. */
async function findLinked(
  scope: ChangeScope,
  user: { readonly userName: string; readonly externalId: string | null; readonly data: ResourceData },
): Promise<UserRecord | undefined> {
  const link = await scope.context.host.link(user, toTransactionContext(scope))
  const found = link === undefined ? undefined : await scope.tx.users.find(link.userId)
  if (found === undefined || found.provisioned || (await isEmergencyOwner(scope, found))) return undefined
  return found
}
