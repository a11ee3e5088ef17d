import type { Grant } from '../directory/grant.ts'
import type { MemberDetail } from '../directory/member-view.ts'
import type { UserRecord } from '../directory/member.ts'
import { findRole, organizationRoles } from '../directory/role-catalogue.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import { UnprocessableError } from '../errors.ts'
import { NotFound } from '../scim/errors.ts'
import { fold } from '../scim/fold.ts'
import { isKeyLength, LONG_KEY } from '../scim/resource/key-length.ts'
import { change } from '../change/change.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { decide } from '../roles/decide.ts'
import { dissolveEmptied } from '../roles/hold/brake-hold.ts'
import { standsByHand, toManualGrant } from '../roles/manual-grant.ts'
import { reconcile } from '../roles/reconcile.ts'
import { writeGrants } from '../roles/write-grants.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { getMember } from './find-member.ts'
import { checkPresence, type Presence } from './presence.ts'
import { viewMember } from './view-members.ts'

const userFacts: ReadonlySet<FactKind> = new Set(['user'])

/** What a client says of a member: the manual role, and beside it what GET gave. */
export interface MemberInput {
  readonly role: string | null
  readonly emailAddress?: string | undefined
  readonly userId?: string | undefined
  readonly grants?: readonly unknown[] | undefined
}

/**
 * Sets the manual organization role of a member; somebody who is no member yet is invited by it. `null`
 * takes the manual role away; what the mapping gives stays. Throws NotFound (`null` for no member),
 * UnprocessableError (no such role), ConflictError (the last Owner), PreconditionFailed.
 */
export async function setMemberRole(
  context: OperationContext,
  email: string,
  input: MemberInput,
  presence: Presence = null,
): Promise<MemberDetail> {
  const { role } = input
  checkAddress(email, input)
  const wanted = role === null ? null : roleNamed(role)
  // The answer is read before the commit: nobody is to be told that something failed which was done.
  return change(context, async (scope) => {
    const known = await scope.tx.users.findByUserName(fold(email))
    checkPresence(presence, known !== undefined, known?.userName ?? email)
    if (known === undefined && wanted === null)
      throw new NotFound(`There is no member with the e-mail address ${email}`)
    checkUserId(known, input)
    if (known !== undefined && (await isEcho(scope, known, input))) return viewMember(context, scope.tx, known)
    const user = known ?? (await invite(scope, email))
    await replaceManualRole(scope, user, wanted)
    return viewMember(context, scope.tx, await getMember(scope.tx, email))
  })
}

function checkAddress(email: string, { emailAddress }: MemberInput): void {
  if (emailAddress === undefined || fold(emailAddress) === fold(email)) return
  throw new UnprocessableError('The e-mail address is another one', [
    { path: 'emailAddress', message: `is not ${email}, as the path says` },
  ])
}

function checkUserId(known: UserRecord | undefined, { userId }: MemberInput): void {
  if (userId === undefined || userId === known?.id) return
  throw new UnprocessableError('The id is another one', [
    { path: 'userId', message: known === undefined ? 'is not yet known' : `is not ${known.id}, which the member has` },
  ])
}

/** A body with `grants` is what GET gave: its role is the one in force, wherever that comes from, unless it was changed. */
async function isEcho({ context, tx }: ChangeScope, user: UserRecord, input: MemberInput): Promise<boolean> {
  return input.grants !== undefined && (await viewMember(context, tx, user)).role === input.role
}

function roleNamed(name: string): string {
  const role = findRole(organizationRoles, name)
  if (role !== undefined) return role.name
  const names = organizationRoles.map((known) => known.name).join(', ')
  throw new UnprocessableError('There is no such organization role', [
    { path: 'role', message: `"${name}" is not an organization role; the roles are ${names}` },
  ])
}

/** A member whom SCIM does not show until a provider creates the same `userName`. Throws UnprocessableError for an address that no index can hold. */
export async function invite(scope: ChangeScope, email: string): Promise<UserRecord> {
  const { context, record, tx } = scope
  const userNameKey = fold(email)
  if (!isKeyLength(userNameKey))
    throw new UnprocessableError('The e-mail address is too long', [{ path: 'emailAddress', message: LONG_KEY }])
  const user: UserRecord = {
    id: context.newId(),
    accountId: await tx.users.accountFor(userNameKey, context.newId()),
    provisioned: false,
    active: true,
    emailValidated: false,
    userName: email,
    userNameKey,
    externalId: null,
    data: { userName: email },
    version: 1,
    created: tx.now,
    lastModified: tx.now,
  }
  await tx.users.insert(user)
  record('MemberInvited', `users/${user.id}`, { userName: email })
  await reconcile(scope, [user.id], await decide(scope, [{ id: user.id, user }], userFacts, 'none'), 'nothing')
  return user
}

async function replaceManualRole(scope: ChangeScope, user: UserRecord, role: string | null): Promise<void> {
  const { tx } = scope
  const stored = await tx.grants.list({ userIds: [user.id], scope: 'organization', source: 'manual' })
  const deleted = stored.filter((grant) => grant.role !== role)
  const stands = stored.some((grant) => grant.role === role && standsByHand(grant))
  const put: Grant[] = role === null || stands ? [] : [toManualGrant(user.id, 'organization', role, tx.now)]
  await writeGrants(scope, { put, deleted })
  await dissolveEmptied(scope, stored)
}
