import { formatApiKey, hashApiKey } from '@rolecall/core/directory/api-key-secret'
import type { ApiKeyRecord, ApiKeyScope } from '@rolecall/core/directory/api-key'
import { createCommits } from '@rolecall/core/change/commits'
import { createHost } from '@rolecall/core/host/create-host'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { Store } from '@rolecall/core/store'

/** A key with its secret, for a store that knows it. */
export interface StubKey {
  readonly key: string
  readonly record: ApiKeyRecord
}

export function stubKey(id: string, scopes: readonly ApiKeyScope[], change: Partial<ApiKeyRecord> = {}): StubKey {
  const key = formatApiKey(id, new Uint8Array(32).fill(id.charCodeAt(0)))
  const kind = 'key' as const
  const dialect = { provider: null, guessedProvider: null, strict: false, tolerancesOff: [] }
  const standing = {
    ...dialect,
    kind,
    displayName: id,
    connectionId: null,
    created: '2026-01-01T00:00:00.000Z',
    expiresAt: null,
  }
  const state = { lastUsedAt: null, revokedAt: null, suspendedAt: null, organizationId: 'organization-of-keys' }
  return { key, record: { id, scopes, hash: hashApiKey(key), ...standing, ...state, ...change } }
}

/** Services for what happens before an operation: they know these keys, and `store` as far as a test gives it. */
export function stubServices(keys: readonly StubKey[], store: Partial<Store> = {}): OperationServices {
  const apiKeys: Store['apiKeys'] = {
    find: (id) => Promise.resolve(keys.find(({ record }) => record.id === id)?.record),
    touch: () => undefined,
    noteProvider: () => undefined,
  }
  const organizations = { countOwnerless: () => Promise.resolve(0), listUndecided: () => Promise.resolve([]) }
  const nothing = { oldest: null, longestMs: 0, differences: 0, failures: 0 }
  const verifications = { summarize: () => Promise.resolve(nothing) }
  const notices = { count: () => Promise.resolve([]) }
  const subscriptions = { count: () => Promise.resolve(0) }
  const services: Partial<OperationServices> = {
    store: {
      apiKeys,
      notices,
      organizations,
      subscriptions,
      verifications,
      check: () => Promise.resolve(),
      ...store,
    } as unknown as Store,
    host: createHost([], { hook: 250, setup: 250, answer: 250 }),
    resourceTypes: standardResourceTypes,
    commits: createCommits(),
    now: () => '2026-06-01T00:00:00.000Z',
    newId: () => 'made-by-us',
  }
  return services as OperationServices
}
