/** An OpenID Connect issuer whose ID tokens the organization accepts. */
export interface SsoConnection {
  readonly id: string
  readonly name: string
  /** The `iss` that a token must have, exactly. */
  readonly issuer: string
  /** The `aud` that a token must contain. */
  readonly audience: string
  /** Where the issuer publishes its keys (RFC 7517). */
  readonly jwksUri: string
  /** The claim that holds the subject: `oid` for Entra. */
  readonly claim: string
  readonly created: string
}

/** The link of a user to a subject of a connection. */
export interface Identity {
  readonly userId: string
  /** `''` stands for the organization's only connection. */
  readonly connectionId: string
  readonly subject: string
}
