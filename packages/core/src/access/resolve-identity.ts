import type { MemberDetail } from '../directory/member-view.ts'
import { change } from '../change/change.ts'
import type { StoreReader } from '../store.ts'
import { viewMember } from '../organization/view-members.ts'
import type { OperationContext } from '../change/operation-context.ts'

/** Every use of a break-glass owner is an event. */
async function recordEmergency(
  context: OperationContext,
  { emailAddress, grants, userId }: MemberDetail,
): Promise<void> {
  if (!grants.some(({ effective, source }) => effective && source === 'break-glass')) return
  await change(context, async ({ record }) => record('BreakGlassUsed', `users/${userId}`, { emailAddress }))
}

/** Who a verified subject is. */
export type IdentityResolution =
  | { readonly outcome: 'resolved'; readonly member: MemberDetail }
  /** Nobody has the subject; the member may not sign in. */
  | { readonly outcome: 'unknown' | 'inactive' }
  /** Several have it: some of them. */
  | { readonly outcome: 'ambiguous'; readonly members: readonly AmbiguousMember[] }

export type AmbiguousMember = Pick<MemberDetail, 'userId' | 'emailAddress'>

/** So many of those who have a subject are named. */
const named = 5

/**
 * Resolves the subject of a verified token by exact link only: an e-mail address never signs anybody in.
 * A subject that two users have is refused until it is mended, and so is an inactive member.
 */
export async function resolveIdentity(
  context: OperationContext,
  connectionId: string,
  subject: string,
): Promise<IdentityResolution> {
  const reader = context.store.read(context.organizationId)
  const [userId, ...others] = await findHolders(reader, connectionId, subject)
  if (userId === undefined) return { outcome: 'unknown' }
  if (others.length > 0) return { outcome: 'ambiguous', members: await nameMembers(reader, [userId, ...others]) }
  const user = await reader.users.find(userId)
  if (user === undefined) return { outcome: 'unknown' }
  if (!user.active) return { outcome: 'inactive' }
  const member = await viewMember(context, reader, user)
  await recordEmergency(context, member)
  return { outcome: 'resolved', member }
}

/**
 * Who is linked to exactly this subject, through this connection or, where it is the organization's only one, through that. The
 * link to `externalId` is made when the provider sends somebody (plugin `sso-linking`) and not here: that of an Owner may wait for
 * an approval, which a sign-in must not go around.
 */
export async function findHolders(
  { connections, identities }: Pick<StoreReader, 'connections' | 'identities'>,
  connectionId: string,
  subject: string,
): Promise<readonly string[]> {
  const [all, found] = await Promise.all([connections.list(), identities.findBySubject([connectionId, ''], subject)])
  const only = all.length === 1 && all[0]?.id === connectionId
  const exact = found.filter((identity) => identity.connectionId === connectionId || only)
  return [...new Set(exact.map(({ userId }) => userId))]
}

async function nameMembers(reader: StoreReader, userIds: readonly string[]): Promise<readonly AmbiguousMember[]> {
  const users = await reader.users.findMany(userIds.slice(0, named))
  return users.map(({ id, userName }) => ({ userId: id, emailAddress: userName }))
}
