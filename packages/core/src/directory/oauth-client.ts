import type { ApiKeyRecord } from './api-key.ts'

/**
 * What an OAuth 2.0 client has beside its key. The client acts as that key, which no secret of its own opens: it has the key's id,
 * connection, provider and tolerances, and ends with it.
 */
export interface OauthClient {
  readonly key: ApiKeyRecord
  /** How long its access tokens live, in seconds. */
  readonly tokenLifetime: number
  /** The last of its token requests that was refused, and why; `null` where none was. */
  readonly lastRefusal: Refusal | null
}

export interface Refusal {
  readonly at: string
  readonly reason: string
}

/** One way in which a client proves who it is. Several live side by side, so that one can take the place of another. */
export interface ClientCredential {
  readonly id: string
  readonly clientId: string
  readonly name: string
  /** SHA-256 of the secret, hex; `null` for one that trusts assertions. */
  readonly hash: string | null
  /** Whose assertions are trusted (RFC 7523 §2.2); `null` for a secret. */
  readonly trust: ClientTrust | null
  readonly created: string
  /** An instant (RFC 3339, UTC); a secret always has one. */
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}

/** What an assertion must say, each exactly. */
export interface ClientTrust {
  /** `iss`; `null` for the id of the client (RFC 7523 §3). */
  readonly issuer: string | null
  /** `sub`; `null` for the id of the client (RFC 7523 §3). */
  readonly subject: string | null
  /** A value of `aud`; `null` for this server: its token endpoint, or its issuer (RFC 8414). */
  readonly audience: string | null
  /** `tid`; `null` where it may be anything. */
  readonly tenant: string | null
  /** Where the keys are (RFC 7517). */
  readonly jwksUri: string
}

/** An access token: bound to its organization, client and credential; the token itself is stored nowhere. */
export interface AccessToken {
  /** SHA-256 of the token, hex. */
  readonly hash: string
  readonly organizationId: string
  readonly clientId: string
  readonly credentialId: string
  readonly created: string
  readonly expiresAt: string
}

/** An assertion that says which one it is (`jti`), so that it is good for one token. */
export interface UsedAssertion {
  /** SHA-256 of its `jti`, hex. */
  readonly hash: string
  /** From when on it would be refused anyway. */
  readonly expiresAt: string
}

/** What an access token stands for: its client, and by which credential it got it. */
export interface TokenBearer {
  readonly key: ApiKeyRecord
  readonly credential: Pick<ClientCredential, 'expiresAt' | 'revokedAt'>
  readonly expiresAt: string
}
