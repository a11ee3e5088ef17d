import { secretBytes } from '../directory/api-key-secret.ts'
import type { ApiKeyRecord } from '../directory/api-key.ts'
import type { SessionKey } from '../directory/session.ts'
import { idOfSignInLink } from '../directory/sign-in-link.ts'
import type { Cause } from '../plugin/event.ts'
import { findSignIn, isPersonToken } from './sign-ins.ts'
import { findPresentedKey, isInForce, toRefusal, type PresentedKey } from './authenticate.ts'
import { toKeySubject } from '../directory/key-subject.ts'
import type { OperationServices } from '../change/operation-context.ts'
import { hashToken, toSessionEnd, toSessionId } from './session-token.ts'
import { isSetupLink } from './setup-links.ts'
import { findPresentedLink, toUsed } from './sign-in-links.ts'

type SessionServices = Pick<OperationServices, 'store' | 'now' | 'randomBytes'>

/** A new session with its token, which is stored nowhere. */
export interface StartedSession {
  readonly token: string
  readonly expiresAt: string
}

/** A sign-in that was refused; without a key where what was presented is none of ours. */
export type RefusedSession = { readonly refused: PresentedKey | undefined }

/**
 * Signs in by an API key or by the token of a sign-in link or a set-up link, and says so in the audit. Refused is one that is unknown, revoked
 * or expired, a link that has been used, and a key that may only provision (`scope`): what a provider knows must not open the
 * console.
 */
export async function startSession(
  services: SessionServices,
  presented: string,
  cause: Cause,
): Promise<StartedSession | RefusedSession> {
  const isLink = idOfSignInLink(presented) !== undefined
  const found = await (isLink ? findPresentedLink : findPresentedKey)(services, presented)
  if (found === undefined || found.refusal !== null) return { refused: found }
  const { key } = found
  if (isLink && !isSetupLink(key)) return startByLink(services, found, cause)
  if (!key.scopes.some((scope) => scope !== 'scim')) return { refused: { key, refusal: 'scope' } }
  const created = services.now()
  services.store.apiKeys.touch(key.id, created)
  const { event, id, session, token } = toSession(services, key, created)
  await services.store.write(
    key.organizationId,
    { cause: { ...cause, keyId: key.id, sessionId: id }, now: created },
    async ({ events, sessions }) => {
      await sessions.insert(session)
      events.append([event])
    },
  )
  return { token, expiresAt: session.expiresAt }
}

/** A link is good for one sign-in: its token opens nothing afterwards, and it ends with the session. */
async function startByLink(
  services: SessionServices,
  found: PresentedKey,
  cause: Cause,
): Promise<StartedSession | RefusedSession> {
  const created = services.now()
  const key = toUsed(found.key, services.randomBytes(secretBytes), created)
  const { event, id, session, token } = toSession(services, key, created)
  const isFirst = await services.store.write(
    key.organizationId,
    { cause: { ...cause, keyId: key.id, sessionId: id }, now: created },
    async ({ events, keys, sessions }) => {
      // Of two at once, one is the first.
      const standing = await keys.find(key.id)
      if (standing?.hash !== found.key.hash || toRefusal(standing, created) !== null) return false
      await keys.update(key)
      await sessions.insert(session)
      events.append([event])
      return true
    },
  )
  return isFirst ? { token, expiresAt: session.expiresAt } : { refused: { key, refusal: 'wrong-secret' } }
}

/** A session of a key that begins now, with the event that says so. */
function toSession(services: SessionServices, key: ApiKeyRecord, created: string) {
  const latest = toSessionEnd(created)
  const expiresAt = key.expiresAt !== null && key.expiresAt < latest ? key.expiresAt : latest
  const token = Buffer.from(services.randomBytes(secretBytes)).toString('base64url')
  const { organizationId, id: keyId, hash: keyHash } = key
  const hash = hashToken(token)
  const id = toSessionId(hash)
  const event = { type: 'SignedIn', subject: toKeySubject(key), data: { sessionId: id, expiresAt } } as const
  return { event, id, session: { hash, organizationId, keyId, keyHash, created, expiresAt }, token }
}

/** A session that has not ended. */
export interface FoundSession extends SessionKey {
  /** Names it in the audit, and opens nothing. */
  readonly id: string
}

/** The key, or the person, that a token acts for; `undefined`, without a reason, where the session or its key has ended. */
export async function findSession(
  { store, now }: Pick<SessionServices, 'store' | 'now'>,
  token: string,
): Promise<FoundSession | undefined> {
  if (isPersonToken(token)) return findSignIn({ store, now }, token)
  const time = now()
  const hash = hashToken(token)
  const session = await store.sessions.find(hash, time)
  if (session === undefined) return undefined
  return isInForce(session.key, time) ? { ...session, id: toSessionId(hash) } : undefined
}

/** Signs out, and says so in the audit; nothing happens where there is no session any more. */
export async function endSession(
  services: Pick<SessionServices, 'store' | 'now'>,
  token: string,
  cause: Cause,
): Promise<void> {
  const session = await findSession(services, token)
  if (session === undefined) return
  const { id: sessionId, key } = session
  await services.store.write(
    key.organizationId,
    { cause: { ...cause, keyId: key.id, sessionId }, now: services.now() },
    async ({ events, sessions }) => {
      if (!(await sessions.delete(hashToken(token)))) return
      events.append([{ type: 'SignedOut', subject: toKeySubject(key), data: { sessionId } }])
    },
  )
}
