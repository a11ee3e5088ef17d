const LONE_SURROGATE = /\p{Surrogate}/u

/** Whether both databases can keep the text: no U+0000, no lone surrogate. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && !LONE_SURROGATE.test(text)
}
