import { createHash } from 'node:crypto'

import { secretBytes } from '../directory/api-key-secret.ts'
import type { ApiKeyRecord } from '../directory/api-key.ts'
import type { SessionKey } from '../directory/session.ts'
import { Forbidden } from '../scim/errors.ts'
import { authenticate } from './authenticate.ts'
import type { OperationServices } from '../change/operation-context.ts'

/** How long a sign-in lasts: a working day. */
const lifetimeMilliseconds = 8 * 60 * 60 * 1_000

type SessionServices = Pick<OperationServices, 'store' | 'now' | 'randomBytes'>

/** A new session with its token, which is stored nowhere. */
export interface StartedSession {
  readonly token: string
  readonly key: ApiKeyRecord
  readonly expiresAt: string
}

/**
 * Signs in by an API key; `undefined` for one that is unknown, revoked or expired. Throws Forbidden for a
 * key that may only provision: what a provider knows must not open the console.
 */
export async function startSession(services: SessionServices, presented: string): Promise<StartedSession | undefined> {
  const key = await authenticate(services, presented)
  if (key === undefined) return undefined
  if (!key.scopes.some((scope) => scope !== 'scim')) {
    throw new Forbidden('This is the secret token of an identity provider; sign in with an owner key')
  }
  const created = services.now()
  services.store.apiKeys.touch(key.id, created)
  const latest = new Date(Date.parse(created) + lifetimeMilliseconds).toISOString()
  const expiresAt = key.expiresAt !== null && key.expiresAt < latest ? key.expiresAt : latest
  const token = Buffer.from(services.randomBytes(secretBytes)).toString('base64url')
  const { organizationId, id: keyId, hash: keyHash } = key
  await services.store.sessions.insert({ hash: hashToken(token), organizationId, keyId, keyHash, created, expiresAt })
  return { token, key, expiresAt }
}

/** The key that a token acts for; `undefined`, without a reason, where the session or its key has ended. */
export async function findSession(
  { store, now }: Pick<SessionServices, 'store' | 'now'>,
  token: string,
): Promise<SessionKey | undefined> {
  const time = now()
  const session = await store.sessions.find(hashToken(token), time)
  if (session === undefined) return undefined
  const { revokedAt, expiresAt } = session.key
  return revokedAt === null && (expiresAt === null || expiresAt > time) ? session : undefined
}

/** Signs out; nothing happens where there is no such session. */
export async function endSession({ store }: Pick<SessionServices, 'store'>, token: string): Promise<void> {
  await store.sessions.delete(hashToken(token))
}

/** 256 random bits need no slow hash, and a look-up by hash tells a clock nothing of the token. */
function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
