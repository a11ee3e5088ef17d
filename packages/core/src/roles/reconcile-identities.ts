import { ownerRole } from '../directory/role-catalogue.ts'
import type { Identity } from '../directory/sso-connection.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { admitsLink, openRelink } from './hold/relink.ts'
import type { AssignmentChange } from './wanted-statements.ts'
import type { KnownRows } from './known-rows.ts'

/**
 * Keeps the link of a user to the subject of the organization's SSO tokens equal to what is asked. The
 * link stays with the connection that it was made for; a new one is of the key's connection.
 */
export async function reconcileIdentities(
  scope: ChangeScope,
  { put, deleted, after }: AssignmentChange,
  known: KnownRows,
): Promise<void> {
  const touched = new Set(
    [...put, ...deleted].filter(({ effect }) => effect === 'identity.subject').map(({ subject }) => subject),
  )
  if (touched.size === 0) return
  const stored = known === 'nothing' ? [] : await scope.tx.identities.ofUsers([...touched])
  for (const userId of touched) {
    const wanted = subjectOf(after, userId)
    const links = stored.filter((identity) => identity.userId === userId)
    if (wanted === undefined) await unlink(scope, links, known)
    else await link(scope, { userId, wanted, links, known })
  }
}

function subjectOf(assignments: readonly Assignment[], userId: string): string | undefined {
  const found = assignments.find(({ effect, subject }) => effect === 'identity.subject' && subject === userId)
  return typeof found?.value['subject'] === 'string' ? found.value['subject'] : undefined
}

async function unlink(scope: ChangeScope, links: readonly Identity[], known: KnownRows): Promise<void> {
  if (links.length === 0) return
  await scope.tx.identities.delete(links)
  for (const identity of links) {
    const { connectionId, subject, userId } = identity
    await scope.tx.signIns.endOf(userId)
    scope.record('IdentityUnlinked', `users/${userId}`, { connectionId, subject })
    if (await isOwner(scope, userId, known)) await openRelink(scope, identity, null)
  }
}

interface WantedLink {
  readonly userId: string
  readonly wanted: string
  readonly links: readonly Identity[]
  readonly known: KnownRows
}

/** Another subject ends the old link at once; that of an Owner is linked only when somebody has approved it. */
async function link(scope: ChangeScope, { known, links, userId, wanted }: WantedLink): Promise<void> {
  const [existing] = links
  if (existing?.subject === wanted) return
  const connectionId = existing?.connectionId ?? scope.context.connectionId
  const identity: Identity = { userId, connectionId, subject: wanted }
  const owner = await isOwner(scope, userId, known)
  if (existing !== undefined) {
    const former = existing.subject
    scope.record('IdentityRelinked', `users/${userId}`, { connectionId, subject: wanted, former, withheld: owner })
    // Whoever has signed in by a link that ends is signed out by that, though the link may come back.
    await scope.tx.signIns.endOf(userId)
    if (owner) {
      await scope.tx.identities.delete([existing])
      return openRelink(scope, existing, wanted)
    }
  } else {
    if (owner && !(await admitsLink(scope, identity))) return
    scope.record('IdentityLinked', `users/${userId}`, { connectionId, subject: wanted })
  }
  await noteRivals(scope, identity)
  await scope.tx.identities.put([identity])
}

/** One subject on two users: both are stored, an event says so, and sign-in refuses both until it is mended. */
async function noteRivals(scope: ChangeScope, { connectionId, subject, userId }: Identity): Promise<void> {
  const rivals = await scope.tx.identities.findBySubject([connectionId], subject)
  if (rivals.length === 0) return
  const users = [...rivals.map((rival) => rival.userId), userId]
  scope.record('IdentityAmbiguous', `users/${userId}`, { connectionId, subject, users })
}

/**
 * Whether the provider changes the link of an Owner, or of somebody who would be one if active. What an owner does by a
 * mapping needs no second approval.
 */
async function isOwner({ tx }: ChangeScope, userId: string, known: KnownRows): Promise<boolean> {
  if (known === 'nothing' || tx.cause.kind !== 'scim') return false
  const grants = await tx.grants.list({ userIds: [userId], scope: 'organization', role: ownerRole })
  return grants.some(({ hold }) => hold !== 'withheld')
}
