/** The token of the sign-in link by which this page was opened, which is gone from the address then; `null` where by none. */
export function takeSignInLink(): string | null {
  const [, token] = /^#(rl_[\w-]+)$/.exec(location.hash) ?? []
  if (token === undefined) return null
  history.replaceState(null, '', location.pathname)
  return token
}
