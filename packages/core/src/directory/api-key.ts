/** Every scope of an API key, as the API and the command line name them: provision by SCIM; read and change the organization; read it. */
export const apiKeyScopes = ['scim', 'organization', 'organization_read'] as const

/** What a key may do. `setup` is that of set-up links alone: no key has it. */
export type ApiKeyScope = (typeof apiKeyScopes)[number] | 'setup'

/** An API key without its secret; only the SHA-256 of the secret is stored. */
export interface ApiKeyRecord {
  readonly id: string
  readonly organizationId: string
  /**
   * Whether its own secret opens it, an OAuth client acts as it, a link signs in by it, or it stands for a person who has signed
   * in, or for a platform key, and is stored nowhere.
   */
  readonly kind: 'key' | 'client' | 'link' | 'person' | 'platform'
  readonly displayName: string
  readonly scopes: readonly ApiKeyScope[]
  /** The SSO connection that its users sign in by; `null` for the organization's only one. */
  readonly connectionId: string | null
  /** The provider that uses it, as chosen; `null` where none was. */
  readonly provider: string | null
  /** The provider that its requests show. */
  readonly guessedProvider: string | null
  /** Whether its requests are forgiven nothing. */
  readonly strict: boolean
  /** Tolerances that are switched off for its requests. */
  readonly tolerancesOff: readonly string[]
  /** SHA-256 of the whole key, hex; `''` for that of a client. */
  readonly hash: string
  readonly created: string
  /** An instant (RFC 3339, UTC), or `null` for no end. */
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
  /** Since when its organization is suspended; `null` where it is not. */
  readonly suspendedAt: string | null
  /** Who has made a set-up link, for whom it lets in; absent for anything else. */
  readonly madeBy?: string
}
