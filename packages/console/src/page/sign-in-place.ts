/** Where this browser keeps by which connection somebody has signed in last. */
export const usedConnection = 'rolecall.connection'

/** The id of a connection or of an organization, be it within a link; `null` for what is none. */
export function toPlace(text: string): string | null {
  const [, id = ''] = /(?:^|\/sign-in\/sso\/)([\w-]{1,64})\/?(?:[?#].*)?$/.exec(text.trim()) ?? []
  return id === '' ? null : id
}

/** Where the sign-in begins, and comes back to. */
export function toSignInPath(place: string, returnTo: string): string {
  return `/sign-in/sso/${encodeURIComponent(place)}?${new URLSearchParams({ to: returnTo }).toString()}`
}
