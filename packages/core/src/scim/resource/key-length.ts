/**
 * The longest comparison key, in bytes of UTF-8, that has a place in an index of both databases: a row of an index in
 * PostgreSQL has at most 2,704 bytes, of which ids, names of attributes and of roles need some.
 */
export const MAX_KEY_BYTES = 1_024

/** What is said of one that is longer. */
export const LONG_KEY = `is longer than ${MAX_KEY_BYTES} bytes`

export function isKeyLength(key: string): boolean {
  if (key.length > MAX_KEY_BYTES) return false
  // A UTF-16 unit is at most three bytes.
  return key.length * 3 <= MAX_KEY_BYTES || new TextEncoder().encode(key).length <= MAX_KEY_BYTES
}
