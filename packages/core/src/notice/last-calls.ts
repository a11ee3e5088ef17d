import type { ApiKeyRecord } from '../directory/api-key.ts'
import type { StoreReader } from '../store.ts'

/** A key that a provider calls with, and when it has last done so. */
export interface LastCall {
  readonly key: ApiKeyRecord
  readonly at: string
}

/**
 * When a provider has last called by each of the keys that it still has; those never used are left out. Of a key that may do
 * more than provision, only its requests tell what it was used for.
 */
export async function listLastCalls(
  keys: readonly ApiKeyRecord[],
  { requestLog }: Pick<StoreReader, 'requestLog'>,
): Promise<readonly LastCall[]> {
  const used = keys.filter(
    ({ lastUsedAt, revokedAt, scopes }) => lastUsedAt !== null && revokedAt === null && scopes.includes('scim'),
  )
  const calls = await Promise.all(
    used.map(async (key) => {
      if (key.scopes.length === 1) return { key, at: key.lastUsedAt }
      const [newest] = await requestLog.list({ keyId: key.id, outcome: 'success', after: null, limit: 1 })
      return { key, at: newest?.time ?? null }
    }),
  )
  return calls.flatMap(({ at, key }) => (at === null ? [] : [{ key, at }]))
}
