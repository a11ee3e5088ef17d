/** What a browser opens to sign in by a link. Its token is behind a #, which goes to no server and into no log on the way. */
export function toSignInUrl(origin: string, token: string): string {
  return `${origin}/setup#${token}`
}
