/** A name for generated code of words that plugins chose: letters and digits, each word with a capital but the first. */
export function toOperationId(...words: readonly string[]): string {
  const parts = words.flatMap((word) => word.split(/[^\p{L}\p{N}]+/u)).filter((part) => part !== '')
  return parts.map((part, index) => (index === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1))).join('')
}
