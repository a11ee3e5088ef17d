import { idOfApiKey, matchesApiKey } from '../directory/api-key-secret.ts'
import type { ApiKeyRecord } from '../directory/api-key.ts'
import type { OperationServices } from '../change/operation-context.ts'

/** Why a key that an organization has is not let in: for its audit, and never for who presents it. */
export type KeyRefusal = 'wrong-secret' | 'revoked' | 'expired' | 'suspended' | 'scope'

/** The key whose id a client presents, and what is wrong with what it presents. */
export interface PresentedKey {
  readonly key: ApiKeyRecord
  readonly refusal: KeyRefusal | null
}

/**
 * The key that a client presents; `undefined` for what is no key of ours. Nobody outside learns which keys exist. Whoever lets
 * it in notes the use: a key that is refused where it was presented has not been used.
 */
export async function findPresentedKey(
  { store, now }: Pick<OperationServices, 'store' | 'now'>,
  presented: string,
): Promise<PresentedKey | undefined> {
  const id = idOfApiKey(presented)
  const key = id === undefined ? undefined : await store.apiKeys.find(id)
  return key && { key, refusal: matchesApiKey(presented, key.hash) ? toRefusal(key, now()) : 'wrong-secret' }
}

/** Why a key with the right secret is refused at an instant; `null` where it is in force. */
export function toRefusal(key: ApiKeyRecord, now: string): KeyRefusal | null {
  if (isInForce(key, now)) return null
  if (!isOver(key, now)) return 'suspended'
  return key.revokedAt === null ? 'expired' : 'revoked'
}

/** Whether a key opens something at an instant: it is not over, and its organization is not suspended. */
export function isInForce(key: ApiKeyRecord, now: string): boolean {
  return key.suspendedAt === null && !isOver(key, now)
}

/** Whether a key is revoked or expired at an instant, so that it never opens anything again. */
export function isOver({ expiresAt, revokedAt }: Pick<ApiKeyRecord, 'expiresAt' | 'revokedAt'>, now: string): boolean {
  return revokedAt !== null || (expiresAt !== null && expiresAt <= now)
}
