import type { ApiKeyRecord } from './api-key.ts'

/** A sign-in to the console by an API key. It acts as the key and ends with it: by revocation, rotation or expiry. */
export interface Session {
  /** SHA-256 of the token, hex; the token itself is only in the browser's cookie. */
  readonly hash: string
  readonly organizationId: string
  readonly keyId: string
  /** The key's hash at sign-in: a rotated key has another one, which ends the session. */
  readonly keyHash: string
  readonly created: string
  readonly expiresAt: string
}

/** What a valid token stands for. */
export interface SessionKey {
  readonly key: ApiKeyRecord
  readonly expiresAt: string
}
