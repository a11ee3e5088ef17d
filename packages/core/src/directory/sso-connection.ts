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
  /** Whether people sign in to the console by it; its `audience` is then the id of this server as a client. */
  readonly console: boolean
  /** What this server proves itself by to the issuer, sealed; `null` where PKCE alone protects the code. */
  readonly sealedSecret: string | null
  readonly created: string
}

/** A connection that was found by its id alone. */
export interface FoundConnection {
  readonly organizationId: string
  readonly connection: SsoConnection
}

/** The link of a user to a subject of a connection. */
export interface Identity {
  readonly userId: string
  /** `''` stands for the organization's only connection. */
  readonly connectionId: string
  readonly subject: string
}
