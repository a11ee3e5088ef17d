const ASCII = /^[\x00-\x7f]*$/

/**
 * The comparison key of a string that is not `caseExact`: equal keys mean equal values
 * (RFC 7643 §2.2). Independent of locale and context, and idempotent: NFC, lower case, and the final
 * sigma as the ordinary one, because lower-casing chooses between them by position. Letters that only
 * upper-casing would unite (ß and ss, ı and i) stay apart, so that two people never share a key.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase()
  return text.normalize('NFC').toLowerCase().replaceAll('ς', 'σ').normalize('NFC')
}
