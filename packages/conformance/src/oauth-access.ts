import type { JWK } from 'jose'

/** The client in whose name tokens are asked for (RFC 6749 §4.4). */
export interface OauthAccess {
  readonly tokenUrl: string
  readonly clientId: string
  /** `null` for a client that proves who it is by assertions alone. */
  readonly secret: string | null
  /** The private key of its assertions (RFC 7523 §2.2), with `kid` where the server has several; `null` for none. */
  readonly key: JWK | null
}
