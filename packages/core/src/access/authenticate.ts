import { idOfApiKey, matchesApiKey } from '../directory/api-key-secret.ts'
import type { ApiKeyRecord } from '../directory/api-key.ts'
import type { OperationServices } from '../change/operation-context.ts'

/**
 * The key that a client presents, if it is one of ours and neither revoked nor expired; `undefined`
 * without a reason, so that nobody learns which keys exist. Whoever lets it in notes the use: a key
 * that is refused where it was presented has not been used.
 */
export async function authenticate(
  { store, now }: Pick<OperationServices, 'store' | 'now'>,
  presented: string,
): Promise<ApiKeyRecord | undefined> {
  const key = await findKnownKey({ store }, presented)
  return key !== undefined && isInForce(key, now()) ? key : undefined
}

/** Whether a key is neither revoked nor expired at an instant. */
export function isInForce({ expiresAt, revokedAt }: ApiKeyRecord, now: string): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now)
}

/** The key that a client presents, be it revoked or expired: whose request it was that was refused. */
export async function findKnownKey(
  { store }: Pick<OperationServices, 'store'>,
  presented: string,
): Promise<ApiKeyRecord | undefined> {
  const id = idOfApiKey(presented)
  const key = id === undefined ? undefined : await store.apiKeys.find(id)
  return key !== undefined && matchesApiKey(presented, key.hash) ? key : undefined
}
