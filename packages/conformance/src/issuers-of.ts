/** What may be the issuer of tokens from this URL: the origin, or a path above; the longest first. */
export function issuersOf(tokenUrl: string): readonly string[] {
  const { origin, pathname } = new URL(tokenUrl)
  const parts = pathname.split('/').filter((part) => part !== '')
  return parts.map((_, index) => [origin, ...parts.slice(0, index)].join('/')).toReversed()
}

/** Where an issuer says what it is: the well-known part stands between host and path (RFC 8414 §3.1). */
export function toMetadataUrl(issuer: string): string {
  const { origin, pathname } = new URL(issuer)
  return `${origin}/.well-known/oauth-authorization-server${pathname === '/' ? '' : pathname}`
}
