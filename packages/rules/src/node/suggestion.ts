import { findNearest } from '../text/find-nearest.ts'

/** The end of a sentence about an unknown word: the nearest known one, or all of them. */
export function suggestion(word: string, known: readonly string[]): string {
  const nearest = findNearest(word, known)
  if (nearest !== undefined) return `did you mean '${nearest}'?`
  return `expected ${listed(known)}.`
}

/** As many as a sentence can hold. */
const longestList = 12

function listed(known: readonly string[]): string {
  const names = known.slice(0, longestList).map((name) => `'${name}'`)
  return known.length > longestList ? `one of ${known.length}, such as ${names.join(', ')}` : names.join(', ')
}
