import type { ChangeScope } from '../../change/operation-context.ts'
import { grantKey, isOver, type Grant } from '../../directory/grant.ts'
import type { Hold } from '../../directory/hold.ts'
import type { UserRecord } from '../../directory/member.ts'
import { endGrants } from '../end-grants.ts'
import { isOrganizationOwner } from '../guard-owners.ts'
import { clearFinding } from '../raise-finding.ts'
import { reconcileIdentities } from '../reconcile-identities.ts'
import { writeGrants } from '../write-grants.ts'
import { closeHold, dissolveHolds } from './close-hold.ts'
import { openHold } from './open-hold.ts'
import { readHoldLines } from './read-hold-lines.ts'

const kind = 'person-replaced'

/** The finding that goes when an owner has said who it is. */
export const externalIdChanged = 'external-id-changed'

/**
 * Somebody has come back with another `externalId`, and is taken for another person: what was given by hand waits for an
 * owner, what was kept of the former person ends, and what the mapping gives follows the groups. They sign in by their own
 * subject, unless they are an Owner by a group.
 */
export async function withholdFromReplaced(scope: ChangeScope, user: UserRecord, from: string): Promise<void> {
  const { tx } = scope
  const grants = await tx.grants.list({ userIds: [user.id] })
  await endGrants(
    scope,
    grants.filter(({ desired, source }) => source === 'mapping' && !desired),
  )
  await withhold(scope, user, from, grants.filter(isInForceByHand))
  if (grants.some(isOwnerOtherwise)) return
  await dissolveHolds(scope, { kind: 'owner-relinked', subject: `users/${user.id}` })
  const subjects = await tx.assignments.list([user.id], 'identity.subject')
  await reconcileIdentities(scope, { put: subjects, deleted: [], after: subjects }, 'read')
}

function isOwnerOtherwise(grant: Grant): boolean {
  const { desired, hold, source } = grant
  return source !== 'manual' && desired && hold !== 'withheld' && isOrganizationOwner(grant)
}

function isInForceByHand({ hold, source }: Grant): boolean {
  return source === 'manual' && hold !== 'withheld'
}

async function withhold(scope: ChangeScope, user: UserRecord, from: string, grants: readonly Grant[]): Promise<void> {
  if (grants.length > 0) await ask(scope, user, from, grants)
}

/** Asks who somebody is, who waits with these roles. */
async function ask(scope: ChangeScope, user: UserRecord, from: string, grants: readonly Grant[]): Promise<void> {
  const { id: holdId } = await openHold(scope, {
    kind,
    subject: `users/${user.id}`,
    topic: JSON.stringify([user.id, from, user.externalId]),
    reason: `"${user.userName}" was inactive with the externalId "${from}" and has come back with "${user.externalId}". Approve only if this is the same person; reject to take away the roles that the former person was given by hand`,
    detail: { userId: user.id, from, to: user.externalId },
    expiresAt: null,
  })
  await writeGrants(scope, {
    put: grants.map((grant) => ({ ...grant, hold: 'withheld', holdId })),
    deleted: [],
    standing: new Map(grants.map((grant) => [grantKey(grant), grant])),
  })
}

/** An owner who is asked about one person must not be answered for by the next: the question is asked anew, with who is there now. */
export async function askAnew(scope: ChangeScope, user: UserRecord): Promise<void> {
  const { tx } = scope
  const open = await tx.holds.list({ kind, subject: `users/${user.id}`, state: 'open' })
  for (const hold of open.filter(({ detail }) => ![detail['from'], detail['to']].includes(user.externalId))) {
    const lines = await readHoldLines(tx, hold)
    await ask(scope, user, String(hold.detail['from']), await tx.grants.list({ holdId: hold.id }))
    await closeHold(scope, hold, 'dissolved', lines)
  }
}

/** It is the same person: what was given by hand is in force again. */
export async function approveReplaced(scope: ChangeScope, hold: Hold): Promise<void> {
  const { tx } = scope
  const held = await tx.grants.list({ holdId: hold.id })
  const standing = held.filter((grant) => grant.desired && !isOver(grant, tx.now))
  await writeGrants(scope, {
    put: standing.map((grant) => ({ ...grant, hold: null, holdId: null })),
    deleted: held.filter((grant) => !standing.includes(grant)),
    standing: new Map(standing.map((grant) => [grantKey(grant), grant])),
  })
  await forget(scope, hold)
}

/** It is another person, who has nothing by hand. */
export async function rejectReplaced(scope: ChangeScope, hold: Hold): Promise<void> {
  await writeGrants(scope, { put: [], deleted: await scope.tx.grants.list({ holdId: hold.id }) })
  await forget(scope, hold)
}

/** The former `externalId` is back, and with it the person. */
export async function releaseToFormer(scope: ChangeScope, userId: string, externalId: string): Promise<void> {
  const open = await scope.tx.holds.list({ kind, subject: `users/${userId}`, state: 'open' })
  for (const hold of open.filter(({ detail }) => detail['from'] === externalId)) {
    const lines = await readHoldLines(scope.tx, hold)
    await approveReplaced(scope, hold)
    await closeHold(scope, hold, 'dissolved', lines)
  }
}

/** Whether an owner is still asked who somebody is. */
export async function isQuestioned({ tx }: ChangeScope, userId: string): Promise<boolean> {
  return (await tx.holds.list({ kind, subject: `users/${userId}`, state: 'open', limit: 1 })).length > 0
}

async function forget(scope: ChangeScope, { detail }: Hold): Promise<void> {
  await clearFinding(scope, { type: 'User', id: String(detail['userId']) }, externalIdChanged)
}
