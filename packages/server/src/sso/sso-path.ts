/** Where people sign in to the console through a connection, named by its id, or by that of an organization that has one. */
export const signInPath = '/sign-in/sso'

/** Where a provider signs somebody out of everything: below it for each connection, or for an organization whose connection the token names. */
export const revocationPath = '/global-token-revocation'

/** The address for a connection or an organization, which is the audience of what is sent to it. */
export function toRevocationEndpoint(origin: string, id: string): string {
  return `${origin}${revocationPath}/${id}`
}

/** Addresses of one connection that are typed in at the issuer, and the one that people open. */
export interface ConnectionAddresses {
  readonly signInUrl: string
  readonly redirectUri: string
  readonly postLogoutRedirectUri: string
  readonly backChannelLogoutUri: string
  readonly globalTokenRevocationEndpoint: string
}

/** Each connection has a redirect URI of its own, so that an answer of one issuer can't be taken for that of another (RFC 9700 §4.4.2). */
export function toAddresses(origin: string, connectionId: string): ConnectionAddresses {
  const signInUrl = `${origin}${signInPath}/${connectionId}`
  return {
    signInUrl,
    redirectUri: `${signInUrl}/callback`,
    postLogoutRedirectUri: `${origin}/`,
    backChannelLogoutUri: `${signInUrl}/logout`,
    globalTokenRevocationEndpoint: toRevocationEndpoint(origin, connectionId),
  }
}
