import { distance } from 'fastest-levenshtein'

/** The known word that was probably meant: at most a third of it typed differently, without regard to case. */
export function findNearest(word: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined
  let least = Infinity
  for (const candidate of known) {
    const difference = distance(word.toLowerCase(), candidate.toLowerCase())
    if (difference < least && difference <= Math.max(1, Math.floor((candidate.length + 1) / 3))) {
      nearest = candidate
      least = difference
    }
  }
  return nearest
}

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
