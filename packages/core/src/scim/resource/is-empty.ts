/** Whether a value unassigns (RFC 7643 §2.5), or is the text without characters, which clients send for that. */
export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}
