import { change } from '../change/change.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { UserRecord } from '../directory/member.ts'
import type { UsedOnce } from '../directory/sign-in.ts'
import type { SsoConnection } from '../directory/sso-connection.ts'
import { checkFilter } from '../scim/filter/check-filter.ts'
import { fold } from '../scim/fold.ts'
import type { StoreReader } from '../store.ts'
import { findHolders } from './resolve-identity.ts'
import { useOnce } from './use-once.ts'

/** Whom a provider means (RFC 9493 §3): by an e-mail address, by the subject of its tokens, or by the SCIM id. */
export type SubjectIdentifier =
  | { readonly format: 'email'; readonly email: string }
  | { readonly format: 'iss_sub'; readonly iss: string; readonly sub: string }
  | { readonly format: 'opaque'; readonly id: string }

/** What a provider asks by a token that is good once. */
export interface SignOutOrder {
  readonly connection: SsoConnection
  /** `undefined` where what it has sent names nobody in a form that is known. */
  readonly subject: SubjectIdentifier | undefined
  readonly once: Pick<UsedOnce, 'hash' | 'expiresAt'>
}

/** `used`: the token was used before, or its connection is gone; `unknown` and `several`: how many members are meant. */
export type SignOutOutcome = 'done' | 'used' | 'malformed' | 'unknown' | 'several'

/**
 * Signs a member out of everything, as their provider says: no sign-in to the console goes on, none that was begun before is
 * finished, and the event `MemberSignedOut` tells products to do the same. The token is used up in the same transaction: it is
 * good for another try only where nothing was done.
 */
export function signOutMember(
  context: OperationContext,
  { connection, once, subject }: SignOutOrder,
): Promise<SignOutOutcome> {
  return change(context, async ({ record, tx }): Promise<SignOutOutcome> => {
    if (!(await useOnce(tx, { ...once, connectionId: connection.id, now: tx.now }))) return 'used'
    if (subject === undefined) return 'malformed'
    const [member, ...others] = await findMeant(context, tx, connection, subject)
    if (member === undefined) return 'unknown'
    if (others.length > 0) return 'several'
    const sessions = await tx.signIns.endOf(member.id)
    const data = { emailAddress: member.userName, connectionId: connection.id, sessions }
    record('MemberSignedOut', `users/${member.id}`, data)
    return 'done'
  })
}

/** Whether a member was signed out of everything after that revision: what was begun by then must not go on. */
export async function wasSignedOutAfter(
  { events }: Pick<StoreReader, 'events'>,
  userId: string,
  revision: number,
): Promise<boolean> {
  const told = await events.listOf(`users/${userId}`, { revision: revision + 1, index: -1 }, mostEvents)
  return told.length === mostEvents || told.some(({ type }) => type === 'MemberSignedOut')
}

/** More than anybody is told of within the time of a sign-in; beyond, it begins anew. */
const mostEvents = 1_000

/**
 * Members of this organization only. An address never signs anybody in, for others may have had it; to sign somebody out by it is
 * safe, where one member has it and no other.
 */
async function findMeant(
  context: OperationContext,
  reader: StoreReader,
  connection: SsoConnection,
  subject: SubjectIdentifier,
): Promise<readonly Pick<UserRecord, 'id' | 'userName'>[]> {
  if (subject.format === 'opaque') return reader.users.findMany([subject.id])
  if (subject.format === 'email') return findByEmail(context, reader, subject.email)
  if (subject.iss !== connection.issuer || connection.claim !== 'sub') return []
  return reader.users.findMany(await findHolders(reader, connection.id, subject.sub))
}

async function findByEmail(
  { resourceTypes, tolerances }: OperationContext,
  { users }: StoreReader,
  email: string,
): Promise<readonly UserRecord[]> {
  const path = { text: 'emails.value', position: 0 }
  const has = { kind: 'compare', path, operator: 'eq', value: email, text: email } as const
  const filter = checkFilter(has, resourceTypes.User, tolerances)
  const [named, { records }] = await Promise.all([
    users.findByUserName(fold(email)),
    users.query({ filter, sort: null, startIndex: 1, count: 2 }),
  ])
  const found = named === undefined ? records : [named, ...records]
  return [...new Map(found.map((user) => [user.id, user])).values()]
}
