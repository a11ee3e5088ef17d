import { createHash } from 'node:crypto'

/** How long a sign-in lasts: a working day. */
export const lifetimeMilliseconds = 8 * 60 * 60 * 1_000

/** When a sign-in that begins now ends at the latest. */
export function toSessionEnd(now: string): string {
  return new Date(Date.parse(now) + lifetimeMilliseconds).toISOString()
}

/** A part of the hash, which is no way back to the token. */
export function toSessionId(hash: string): string {
  return hash.slice(0, 16)
}

/** 256 random bits need no slow hash, and a look-up by hash tells a clock nothing of the token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
