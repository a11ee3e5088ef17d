import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

const cipher = 'aes-256-gcm'
const lengths = { nonce: 12, tag: 16 } as const

type RandomBytes = (length: number) => Uint8Array

/** The key for one purpose, of a secret that may be a text somebody has chosen. */
export function toSealingKey(secret: Uint8Array | string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', `rolecall ${purpose}`, 32))
}

/** A text that only the key opens, and only for what it was sealed for: `about` says of whom it is. */
export function seal(key: Uint8Array, text: string, about: string, randomBytes: RandomBytes): string {
  const nonce = randomBytes(lengths.nonce)
  const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(about))
  const parts = [sealing.update(text, 'utf8'), sealing.final()]
  return Buffer.concat([nonce, ...parts, sealing.getAuthTag()]).toString('base64url')
}

/** What was sealed; `undefined` where it is another key's, about something else, or none of ours. */
export function unseal(key: Uint8Array, sealed: string, about: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < lengths.nonce + lengths.tag) return undefined
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, lengths.nonce))
  opening.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-lengths.tag))
  try {
    const text = opening.update(bytes.subarray(lengths.nonce, -lengths.tag))
    return Buffer.concat([text, opening.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
