/** A person's sign-in to the console through a connection. Whether it still opens anything is decided with each request. */
export interface SignIn {
  /** SHA-256 of the token, hex; the token itself is only in the browser's cookie. */
  readonly hash: string
  readonly organizationId: string
  readonly connectionId: string
  readonly userId: string
  /** What the member is linked to: the value of the connection's claim. */
  readonly subject: string
  /** `sub` of the ID token, and `sid` where it has one: what a logout token names (OpenID Connect Back-Channel Logout §2.4). */
  readonly tokenSubject: string
  readonly tokenSession: string | null
  /** The ID token, sealed with the token of the sign-in: the provider wants to see it at sign-out. */
  readonly sealedIdToken: string
  readonly created: string
  readonly expiresAt: string
}

/** Something that is good for one use, such as the state of a sign-in, by its hash. */
export interface UsedOnce {
  readonly connectionId: string
  readonly hash: string
  readonly now: string
  readonly expiresAt: string
}

/** Whose sign-ins a logout token ends: those of one session at the provider, or all of a subject. */
export interface SignedOut {
  readonly connectionId: string
  readonly tokenSubject: string | null
  readonly tokenSession: string | null
}
