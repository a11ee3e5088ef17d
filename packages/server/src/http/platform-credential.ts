import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import type { PlatformKey } from '@rolecall/core/directory/platform-key'
import { findPresentedPlatformKey } from '@rolecall/core/platform/platform-keys'

import type { Credential } from './credential.ts'

/** In whose place requests of the platform wait for their turn; no organization has this id. */
const platform = 'platform'

/** What a platform key stands for: nothing of an organization, until a route names one. */
export async function findPlatformCredential(services: OperationServices, text: string): Promise<Credential> {
  const found = await findPresentedPlatformKey(services, text)
  const key = found === undefined || found.refusal !== null ? undefined : toActingKey(found.key)
  return { by: 'platform', key }
}

/** The key that a request of the platform acts as: of no secret, for as long as the request. */
function toActingKey({ created, displayName, expiresAt, id, lastUsedAt, revokedAt }: PlatformKey): ApiKeyRecord {
  const nothing = { connectionId: null, provider: null, guessedProvider: null, suspendedAt: null, tolerancesOff: [] }
  const who = { id, displayName, created, expiresAt, lastUsedAt, revokedAt }
  return { ...nothing, ...who, organizationId: platform, kind: 'platform', scopes: [], strict: false, hash: '' }
}
