import { secretBytes } from '../directory/api-key-secret.ts'
import type { SessionKey } from '../directory/session.ts'
import type { Cause } from '../plugin/event.ts'
import { findSignIn, isPersonToken } from './sign-ins.ts'
import { findPresentedKey, type PresentedKey } from './authenticate.ts'
import type { OperationServices } from '../change/operation-context.ts'
import { hashToken, lifetimeMilliseconds, toSessionId } from './session-token.ts'

type SessionServices = Pick<OperationServices, 'store' | 'now' | 'randomBytes'>

/** A new session with its token, which is stored nowhere. */
export interface StartedSession {
  readonly token: string
  readonly expiresAt: string
}

/** A sign-in that was refused; without a key where what was presented is none of ours. */
export type RefusedSession = { readonly refused: PresentedKey | undefined }

/**
 * Signs in by an API key, and says so in the audit. Refused is one that is unknown, revoked or expired, and one that may
 * only provision (`scope`): what a provider knows must not open the console.
 */
export async function startSession(
  services: SessionServices,
  presented: string,
  cause: Cause,
): Promise<StartedSession | RefusedSession> {
  const found = await findPresentedKey(services, presented)
  if (found === undefined || found.refusal !== null) return { refused: found }
  const { key } = found
  if (!key.scopes.some((scope) => scope !== 'scim')) return { refused: { key, refusal: 'scope' } }
  const created = services.now()
  services.store.apiKeys.touch(key.id, created)
  const latest = new Date(Date.parse(created) + lifetimeMilliseconds).toISOString()
  const expiresAt = key.expiresAt !== null && key.expiresAt < latest ? key.expiresAt : latest
  const token = Buffer.from(services.randomBytes(secretBytes)).toString('base64url')
  const { organizationId, id: keyId, hash: keyHash } = key
  const hash = hashToken(token)
  const id = toSessionId(hash)
  const event = { type: 'SignedIn', subject: `api-keys/${keyId}`, data: { sessionId: id, expiresAt } } as const
  await services.store.write(
    organizationId,
    { cause: { ...cause, keyId, sessionId: id }, now: created },
    async ({ events, sessions }) => {
      await sessions.insert({ hash, organizationId, keyId, keyHash, created, expiresAt })
      events.append([event])
    },
  )
  return { token, expiresAt }
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
  const { revokedAt, expiresAt } = session.key
  return revokedAt === null && (expiresAt === null || expiresAt > time)
    ? { ...session, id: toSessionId(hash) }
    : undefined
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
      events.append([{ type: 'SignedOut', subject: `api-keys/${key.id}`, data: { sessionId } }])
    },
  )
}
