import { hash, timingSafeEqual } from 'node:crypto'

/** 256 bits, as an API key carries them. */
export const secretBytes = 32

/** A key as it is shown once: `rc_<id>_<256 random bits, base64url>`. */
export function formatApiKey(id: string, secret: Uint8Array): string {
  return `rc_${id}_${Buffer.from(secret).toString('base64url')}`
}

const form = /^rc_([0-9a-z-]{1,64})_[0-9A-Za-z_-]{43}$/

/** The id within a presented key; `undefined` for what is no key of ours. */
export function idOfApiKey(key: string): string | undefined {
  return form.exec(key)?.[1]
}

/** What is stored of a key: SHA-256 of the whole, in hex. 256 random bits need no slow hash. */
export function hashApiKey(key: string): string {
  return hash('sha256', key)
}

/** Whether a presented key is the stored one, in constant time. */
export function matchesApiKey(key: string, stored: string): boolean {
  const presented = Buffer.from(hashApiKey(key))
  const expected = Buffer.from(stored)
  return expected.length === presented.length && timingSafeEqual(presented, expected)
}
