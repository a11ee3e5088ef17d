const PLAIN = /^(?!')[^\s,;()[\]{}"`]+(?<!')$/u

/** Whether a text where a list belongs is plainly one id or address: it has no blank, comma, semicolon, bracket, brace or quotation mark. */
export function isPlainText(text: string): boolean {
  return PLAIN.test(text)
}
