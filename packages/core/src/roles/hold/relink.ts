import type { Hold } from '../../directory/hold.ts'
import type { Identity } from '../../directory/sso-connection.ts'
import type { ChangeScope } from '../../change/operation-context.ts'
import { closeHold } from './close-hold.ts'
import { openHold } from './open-hold.ts'

const kind = 'owner-relinked'

/**
 * Whether an Owner may be linked to a subject at once. Once the link of an Owner has ended, a new one waits until somebody
 * approves it, by whatever steps the provider comes to it; only the former subject is let back.
 */
export async function admitsLink(scope: ChangeScope, link: Identity): Promise<boolean> {
  const [latest] = await scope.tx.holds.list({ kind, subject: `users/${link.userId}`, limit: 1 })
  if (latest === undefined || latest.state === 'approved' || latest.state === 'dissolved') return true
  const { former, subject } = latest.detail
  if (link.subject === former) {
    if (latest.state === 'open') await closeHold(scope, latest, 'dissolved', [])
    return true
  }
  if (link.subject === subject) return false
  if (latest.state === 'open') await closeHold(scope, latest, 'dissolved', [])
  await openRelink(scope, { ...link, subject: String(former) }, link.subject)
  return false
}

/** The link of an Owner has ended; `subject` is what it shall become, `null` for nothing yet. */
export async function openRelink(scope: ChangeScope, former: Identity, subject: string | null): Promise<void> {
  const { connectionId, userId } = former
  const to = subject === null ? 'nothing' : `"${subject}"`
  await openHold(scope, {
    kind,
    subject: `users/${userId}`,
    topic: JSON.stringify([userId, subject]),
    reason: `An Owner who signed in as "${former.subject}" is to sign in as ${to} from now on. Approve only if this is the same person`,
    detail: { userId, connectionId, former: former.subject, subject },
    expiresAt: null,
  })
}

/** Links the Owner to the new subject. */
export async function approveRelink(scope: ChangeScope, { detail }: Hold): Promise<void> {
  const userId = String(detail['userId'])
  const { subject } = detail
  if (typeof subject !== 'string' || (await scope.tx.users.find(userId)) === undefined) return
  const connectionId = String(detail['connectionId'])
  await scope.tx.identities.put([{ userId, connectionId, subject }])
  scope.record('IdentityLinked', `users/${userId}`, { connectionId, subject })
}
