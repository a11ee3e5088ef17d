const LONE_SURROGATE = /\p{Surrogate}/u

/** Whether both databases can keep the text: no U+0000, no lone surrogate. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && !LONE_SURROGATE.test(text)
}

/** The beginning of a text that somebody else has sent, as both databases can keep it: it ends with no half of a character. */
export function toStorableText(text: string, longest: number): string {
  const beginning = text.length > longest ? text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '') : text
  return beginning.replaceAll(/[\0\p{Surrogate}]/gu, '\u{FFFD}')
}
