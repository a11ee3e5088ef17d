/** Where tokens are issued: for everybody, and below it for each organization. */
export const oauthPath = '/oauth2'

/** Where a server says what it is (RFC 8414 §3). */
export const metadataPath = '/.well-known/oauth-authorization-server'

/** Whether a path is one of token requests, whose errors have a form of their own. Paths compare without regard to case. */
export function isOauthPath(path: string): boolean {
  return /^\/oauth2(\/|$)/i.test(path)
}

/** The issuer (RFC 8414 §2): this server, or an organization on it. */
export function toIssuer(origin: string, organizationId?: string): string {
  return organizationId === undefined ? origin : `${origin}${oauthPath}/${organizationId}`
}

/** Where the tokens of that issuer are asked for. */
export function toTokenEndpoint(origin: string, organizationId?: string): string {
  return organizationId === undefined ? `${origin}${oauthPath}/token` : `${toIssuer(origin, organizationId)}/token`
}
