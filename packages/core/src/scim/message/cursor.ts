import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

import { InvalidCursor } from '../errors.ts'
import type { Place } from '../resource/sort.ts'

/** Where a page begins, and what all pages of the list have in common (RFC 9865 §2). */
export interface Cursor {
  readonly direction: 'after' | 'before'
  readonly place: Place
  readonly count: number
  /** How many resources there were when the first page was read. */
  readonly total: number
  /** Milliseconds since 1970. */
  readonly expires: number
}

/** What a cursor is good for; nothing of it is in the cursor. */
export interface CursorBinding {
  readonly organizationId: string
  /** Endpoint, filter and order, such that equal texts mean the same list. */
  readonly query: string
}

export const nonceBytes = 12
const tagBytes = 16
const algorithm = 'aes-256-gcm'

/**
 * A cursor as clients see it: sealed, so that it can be neither read (a place may be somebody's name) nor
 * changed, nor used for another list or organization (§5.2). URL-safe without encoding.
 */
export function sealCursor(
  { count, direction, expires, place, total }: Cursor,
  secret: Uint8Array,
  binding: CursorBinding,
  nonce: Uint8Array,
): string {
  const content = JSON.stringify([direction, place.key, place.id, count, total, expires])
  const cipher = createCipheriv(algorithm, keyOf(secret, binding), nonce)
  cipher.setAAD(Buffer.from(binding.query))
  const sealed = [nonce, cipher.update(content, 'utf8'), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(sealed).toString('base64url')
}

/** Throws InvalidCursor, in the same words whatever is wrong with it. */
export function openCursor(text: string, secret: Uint8Array, binding: CursorBinding): Cursor {
  try {
    const bytes = Buffer.from(text, 'base64url')
    if (bytes.toString('base64url') !== text) throw new Error('no base64url')
    const decipher = createDecipheriv(algorithm, keyOf(secret, binding), bytes.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    })
    decipher.setAAD(Buffer.from(binding.query))
    decipher.setAuthTag(bytes.subarray(-tagBytes))
    const content = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()])
    const [direction, key, id, count, total, expires] = JSON.parse(content.toString()) as [
      Cursor['direction'],
      Place['key'],
      string,
      number,
      number,
      number,
    ]
    return { direction, place: { key, id }, count, total, expires }
  } catch (cause) {
    throw new InvalidCursor(
      "The cursor is none that this server gave for this query: use nextCursor or previousCursor unchanged with the same query, or '' for the first page",
      { cause },
    )
  }
}

/** A key for each organization: one that is lost, or worn out by use, concerns no other. */
function keyOf(secret: Uint8Array, { organizationId }: CursorBinding): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, organizationId, 'rolecall cursor', 32))
}
