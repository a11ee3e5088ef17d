import { idOfApiKey, matchesApiKey } from '../directory/api-key-secret.ts'
import type { ApiKeyRecord } from '../directory/api-key.ts'
import type { OperationServices } from './operation-context.ts'

/**
 * The key that a client presents, if it is one of ours and neither revoked nor expired; `undefined`
 * without a reason, so that nobody learns which keys exist.
 */
export async function authenticate(
  { store, now }: Pick<OperationServices, 'store' | 'now'>,
  presented: string,
): Promise<ApiKeyRecord | undefined> {
  const id = idOfApiKey(presented)
  const key = id === undefined ? undefined : await store.apiKeys.find(id)
  if (key === undefined || !matchesApiKey(presented, key.hash)) return undefined
  const time = now()
  if (key.revokedAt !== null || (key.expiresAt !== null && key.expiresAt <= time)) return undefined
  store.apiKeys.touch(key.id, time)
  return key
}
