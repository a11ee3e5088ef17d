import { createHash, timingSafeEqual } from 'node:crypto'

/** What is issued to clients: their secrets, and access tokens. 256 random bits each, which need no slow hash. */
const forms = { secret: /^rcs_[0-9A-Za-z_-]{43}$/, token: /^rct_[0-9A-Za-z_-]{43}$/ } as const

const prefixes = { secret: 'rcs_', token: 'rct_' } as const

export type IssuedKind = keyof typeof forms

/** A secret or a token as it is shown once; nothing in it is changed by the encoding of a form or a header. */
export function formatIssued(kind: IssuedKind, bytes: Uint8Array): string {
  return prefixes[kind] + Buffer.from(bytes).toString('base64url')
}

/** Whether a text can be one of ours: what is none costs no look-up. */
export function isIssued(kind: IssuedKind, text: string): boolean {
  return forms[kind].test(text)
}

/** What is stored of it, and found by: a look-up by a hash tells a clock nothing of what was hashed. */
export function hashIssued(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Whether a presented secret is the stored one, in constant time. */
export function matchesIssued(text: string, hash: string): boolean {
  const stored = Buffer.from(hash, 'hex')
  const presented = createHash('sha256').update(text).digest()
  return stored.length === presented.length && timingSafeEqual(presented, stored)
}
