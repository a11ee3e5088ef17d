import { array, boolean, exactOptional, nullable, object, picklist, strictObject, string } from 'valibot'

import { apiKeyScopes, type ApiKeyRecord } from '@rolecall/core/directory/api-key'

import { text } from './text-schema.ts'

/** What a key may do. */
export const scopeSchema = picklist(apiKeyScopes)

const key = {
  id: string(),
  displayName: string(),
  scopes: array(scopeSchema),
  connection: nullable(string()),
  provider: object({ name: nullable(string()), from: picklist(['chosen', 'guessed']) }),
  strict: boolean(),
  tolerancesOff: array(string()),
  created: string(),
  expiresAt: nullable(string()),
  lastUsedAt: nullable(string()),
  revokedAt: nullable(string()),
}

/** A key without its secret. */
export const apiKeySchema = object(key)

/** A key with its secret, shown once. */
export const newApiKeySchema = object({ ...key, key: string() })

/** A key to be made. `provider` is the name of one of `GET /api/providers`, `strict` holds it to the RFCs and the SCIM Interoperability Profile by the letter, `tolerancesOff` switches tolerances off one by one. `connection` is the SSO connection that its users sign in by; `expiresAt` a date that ends at 24:00 UTC. */
export const apiKeyInputSchema = strictObject({
  displayName: text,
  scopes: array(scopeSchema),
  connection: exactOptional(nullable(text)),
  provider: exactOptional(nullable(text)),
  strict: exactOptional(boolean()),
  tolerancesOff: exactOptional(array(text)),
  expiresAt: exactOptional(nullable(text)),
})

/** What of a key may change; what is left out stays. `provider: null` leaves it to be recognised. */
export const apiKeyChangeSchema = strictObject({
  displayName: exactOptional(text),
  provider: exactOptional(nullable(text)),
  strict: exactOptional(boolean()),
  tolerancesOff: exactOptional(array(text)),
})

/** A key as applications read it: neither its hash nor its organization. */
export function toApiKeyView({
  id,
  displayName,
  scopes,
  connectionId,
  provider,
  guessedProvider,
  strict,
  tolerancesOff,
  created,
  expiresAt,
  lastUsedAt,
  revokedAt,
}: ApiKeyRecord) {
  return {
    id,
    displayName,
    scopes,
    connection: connectionId,
    provider: {
      name: provider ?? guessedProvider,
      from: provider === null ? ('guessed' as const) : ('chosen' as const),
    },
    strict,
    tolerancesOff,
    created,
    expiresAt,
    lastUsedAt,
    revokedAt,
  }
}
