const PLAIN = /^(?!')[^\s,;()[\]{}"`]+(?<!')$/u

/** What a program writes that has no value. */
const NO_VALUE = new Set(['null', 'undefined'])

/** Whether a text where a list belongs is plainly one id or address: it has no blank, comma, semicolon, bracket, brace or quotation mark, and is no `null`. */
export function isPlainText(text: string): boolean {
  return PLAIN.test(text) && !NO_VALUE.has(text.toLowerCase())
}
