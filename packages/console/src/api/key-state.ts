/** What lets somebody in until it ends or is revoked: a key, or a secret of a client. */
interface Ending {
  readonly expiresAt: string | null
  readonly revokedAt: string | null
}

/** How a key stands at a time of the server, in milliseconds. */
export function keyState({ expiresAt, revokedAt }: Ending, now: number): 'live' | 'ended' | 'revoked' {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'ended' : 'live'
}
