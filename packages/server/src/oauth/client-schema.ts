import {
  array,
  boolean,
  exactOptional,
  nullable,
  number,
  object,
  strictObject,
  string,
  type InferOutput,
} from 'valibot'

import type { TrustInput } from '@rolecall/core/access/client-credentials'
import type { ClientCredential, OauthClient } from '@rolecall/core/directory/oauth-client'

import { toApiKeyView } from '../api/api-key-schema.ts'
import { text } from '../api/text-schema.ts'
import { toTokenEndpoint } from './oauth-path.ts'

/** Whose assertions are trusted, and what they must say; `null` for what RFC 7523 §3 says. */
const trustSchema = object({
  issuer: nullable(string()),
  subject: nullable(string()),
  audience: nullable(string()),
  tenant: nullable(string()),
  jwksUri: string(),
})

const credential = {
  id: string(),
  name: string(),
  trust: nullable(trustSchema),
  created: string(),
  expiresAt: nullable(string()),
  lastUsedAt: nullable(string()),
  revokedAt: nullable(string()),
}

/** A way in which a client proves who it is: a secret, without it, or a trust in an issuer of assertions. */
export const clientCredentialSchema = object(credential)

/** A secret of a client, shown once. */
export const newClientSecretSchema = object({ ...credential, secret: string() })

const client = {
  id: string(),
  displayName: string(),
  tokenEndpoint: string(),
  tokenLifetime: number(),
  connection: nullable(string()),
  provider: object({ name: nullable(string()), from: string() }),
  strict: boolean(),
  tolerancesOff: array(string()),
  created: string(),
  lastUsedAt: nullable(string()),
  revokedAt: nullable(string()),
  lastRefusal: nullable(object({ at: string(), reason: string() })),
  credentials: array(clientCredentialSchema),
}

/** An OAuth client of a provider. `tokenEndpoint` and `id` are what the provider asks for. */
export const clientSchema = object(client)

/** A new client with its secret, shown once; `null` where it has none. */
export const newClientSchema = object({ ...client, secret: nullable(string()) })

const dialect = {
  provider: exactOptional(nullable(text)),
  strict: exactOptional(boolean()),
  tolerancesOff: exactOptional(array(text)),
  tokenLifetime: exactOptional(number()),
}

/** A secret to be made. `expiresAt` is a date that ends at 24:00 UTC, within three years; without it a year from now. */
export const clientSecretInputSchema = strictObject({ name: text, expiresAt: exactOptional(nullable(text)) })

/**
 * An issuer to be trusted. What is `null` or left out is what RFC 7523 §3 says: issuer and subject are the id of the client, the
 * audience is this server. The tenant (`tid`) is that of an issuer of Entra where it is left out, and anything where it is `null`.
 */
export const clientTrustInputSchema = strictObject({
  name: text,
  issuer: exactOptional(nullable(text)),
  subject: exactOptional(nullable(text)),
  audience: exactOptional(nullable(text)),
  tenant: exactOptional(nullable(text)),
  jwksUri: text,
})

/** A client to be made, with its first secret or trust. `tokenLifetime` is how long its tokens live, in seconds: one hour to six. */
export const clientInputSchema = strictObject({
  displayName: text,
  connection: exactOptional(nullable(text)),
  ...dialect,
  secret: exactOptional(clientSecretInputSchema),
  trust: exactOptional(clientTrustInputSchema),
})

/** What of a client may change; what is left out stays. */
export const clientChangeSchema = strictObject({ displayName: exactOptional(text), ...dialect })

/** A trust as it was sent, with what RFC 7523 §3 says of what was left out. */
export function toTrustInput(sent: InferOutput<typeof clientTrustInputSchema>): TrustInput {
  const { audience = null, issuer = null, subject = null, ...others } = sent
  return { ...others, audience, issuer, subject }
}

/** A client as applications read it. */
export function toClientView(
  { key, lastRefusal, tokenLifetime }: OauthClient,
  credentials: readonly ClientCredential[],
  origin: string,
) {
  const { connection, created, displayName, id, lastUsedAt, provider, revokedAt, strict, tolerancesOff } =
    toApiKeyView(key)
  return {
    id,
    displayName,
    tokenEndpoint: toTokenEndpoint(origin, key.organizationId),
    tokenLifetime,
    connection,
    provider,
    strict,
    tolerancesOff,
    created,
    lastUsedAt,
    revokedAt,
    lastRefusal,
    credentials: credentials.filter(({ clientId }) => clientId === id).map(toCredentialView),
  }
}

/** Without the hash of a secret. */
export function toCredentialView({ created, expiresAt, id, lastUsedAt, name, revokedAt, trust }: ClientCredential) {
  return { id, name, trust, created, expiresAt, lastUsedAt, revokedAt }
}
