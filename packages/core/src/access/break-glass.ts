import { isOver, type Grant } from '../directory/grant.ts'
import type { UserRecord } from '../directory/member.ts'
import { ownerRole } from '../directory/role-catalogue.ts'
import { ConflictError } from '../errors.ts'
import { NotFound } from '../scim/errors.ts'
import { fold } from '../scim/fold.ts'
import { change } from '../change/change.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { toManualGrant } from '../roles/manual-grant.ts'
import { writeGrants } from '../roles/write-grants.ts'
import type { StoreReader } from '../store.ts'
import { toExpiry } from './api-keys.ts'
import { getMember } from '../organization/find-member.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { invite } from '../organization/set-member-role.ts'

/** What an operator says about an emergency owner. */
export interface BreakGlassInput {
  readonly email: string
  /** The subject of the SSO tokens that the person signs in by; `null` for none. */
  readonly subject: string | null
  /** The SSO connection of the subject; `null` for the organization's only one. */
  readonly connectionId: string | null
  /** A date, whose end at 24:00 UTC ends the role, or an instant; `null` for no end. */
  readonly expiresAt: string | null
}

/** An emergency owner. */
export interface BreakGlassOwner {
  readonly emailAddress: string
  readonly userId: string
  readonly since: string
  readonly expiresAt: string | null
}

/**
 * Makes an Owner for emergencies, whom neither the provider nor the mapping can touch: a member of their own, whom SCIM
 * does not show and does not adopt. Throws ConflictError for a member whom a provider manages, UnprocessableError.
 */
export async function createBreakGlassOwner(
  context: OperationContext,
  { connectionId, email, expiresAt, subject }: BreakGlassInput,
): Promise<BreakGlassOwner> {
  return change(context, async (scope) => {
    const { tx } = scope
    const user = (await tx.users.findByUserName(fold(email))) ?? (await invite(scope, email))
    refuseManaged(user)
    const grant: Grant = {
      ...toManualGrant(user.id, 'organization', ownerRole, tx.now),
      source: 'break-glass',
      expiresAt: expiresAt === null ? null : toExpiry(expiresAt, tx.now),
    }
    await writeGrants(scope, { put: [grant], deleted: [] })
    if (subject !== null) await link(scope, { userId: user.id, connectionId: connectionId ?? '', subject })
    return toOwner(user, grant)
  })
}

/** The emergency owners, whose time is not over. */
export async function listBreakGlassOwners(context: OperationContext): Promise<readonly BreakGlassOwner[]> {
  const reader = context.store.read(context.organizationId)
  const now = context.now()
  const grants = (await reader.grants.list({ scope: 'organization', source: 'break-glass' })).filter(
    (grant) => !isOver(grant, now),
  )
  const users = new Map(
    (await reader.users.findMany(grants.map(({ userId }) => userId))).map((user) => [user.id, user]),
  )
  return grants.flatMap((grant) => {
    const user = users.get(grant.userId)
    return user === undefined ? [] : [toOwner(user, grant)]
  })
}

/** Ends an emergency owner's role and sign-in; the member stays. Throws NotFound, ConflictError (the last Owner). */
export async function revokeBreakGlassOwner(context: OperationContext, email: string): Promise<void> {
  await change(context, async (scope) => {
    const { tx } = scope
    const user = await getMember(tx, email)
    const deleted = await listGrants(tx, user.id)
    if (deleted.length === 0) throw new NotFound(`${user.userName} is no emergency owner`)
    await writeGrants(scope, { put: [], deleted })
    const links = await tx.identities.ofUsers([user.id])
    if (links.length > 0) await tx.identities.delete(links)
    await tx.signIns.endOf(user.id)
    for (const { connectionId, subject } of links) {
      scope.record('IdentityUnlinked', `users/${user.id}`, { connectionId, subject })
    }
  })
}

function listGrants(reader: StoreReader, userId: string): Promise<Grant[]> {
  return reader.grants.list({ userIds: [userId], source: 'break-glass' })
}

function refuseManaged({ active, provisioned, userName }: UserRecord): void {
  if (provisioned) {
    throw new ConflictError(
      'PROVISIONED_MEMBER',
      `${userName} comes from the identity provider, which could deactivate or delete this person; an emergency owner needs an address of their own. To make a member an Owner: rolecall recover-owner`,
    )
  }
  if (!active) throw new ConflictError('INACTIVE_MEMBER', `${userName} is inactive, so the role would not be in force`)
}

async function link(
  { record, tx }: ChangeScope,
  identity: { readonly userId: string; readonly connectionId: string; readonly subject: string },
): Promise<void> {
  await tx.identities.put([identity])
  const { connectionId, subject, userId } = identity
  record('IdentityLinked', `users/${userId}`, { connectionId, subject })
}

function toOwner({ id, userName }: UserRecord, { expiresAt, since }: Grant): BreakGlassOwner {
  return { emailAddress: userName, userId: id, since, expiresAt }
}
