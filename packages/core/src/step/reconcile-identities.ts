import type { Identity } from '../directory/sso-connection.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { ChangeScope } from './change-scope.ts'
import type { AssignmentChange } from './reconcile-assignments.ts'
import type { KnownRows } from './reconcile.ts'

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
    if (wanted === undefined) await unlink(scope, links)
    else await link(scope, userId, wanted, links)
  }
}

function subjectOf(assignments: readonly Assignment[], userId: string): string | undefined {
  const found = assignments.find(({ effect, subject }) => effect === 'identity.subject' && subject === userId)
  return typeof found?.value['subject'] === 'string' ? found.value['subject'] : undefined
}

async function unlink(scope: ChangeScope, links: readonly Identity[]): Promise<void> {
  if (links.length === 0) return
  await scope.tx.identities.delete(links)
  for (const { userId, connectionId, subject } of links) {
    scope.record('IdentityUnlinked', `users/${userId}`, { connectionId, subject })
  }
}

async function link(scope: ChangeScope, userId: string, subject: string, links: readonly Identity[]): Promise<void> {
  const [existing] = links
  if (existing?.subject === subject) return
  const connectionId = existing?.connectionId ?? scope.context.connectionId
  const rivals = await scope.tx.identities.findBySubject([connectionId], subject)
  await scope.tx.identities.put([{ userId, connectionId, subject }])
  if (existing === undefined) scope.record('IdentityLinked', `users/${userId}`, { connectionId, subject })
  else scope.record('IdentityRelinked', `users/${userId}`, { connectionId, subject, former: existing.subject })
  if (rivals.length > 0) {
    const users = [...rivals.map((rival) => rival.userId), userId]
    scope.record('IdentityAmbiguous', `users/${userId}`, { connectionId, subject, users })
  }
}
