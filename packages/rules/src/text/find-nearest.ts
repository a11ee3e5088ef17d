import { distance } from 'fastest-levenshtein'

/**
 * The known word that was probably meant: at most a third of its letters typed differently, without regard to case.
 * Two letters that changed places are one mistake.
 */
export function findNearest(word: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined
  let least = Infinity
  for (const candidate of known) {
    const difference = countMistakes(word.toLowerCase(), candidate.toLowerCase())
    if (difference < least && difference <= Math.ceil(candidate.length / 3)) {
      nearest = candidate
      least = difference
    }
  }
  return nearest
}

function countMistakes(word: string, meant: string): number {
  const edits = distance(word, meant)
  return edits === 2 && sorted(word) === sorted(meant) ? 1 : edits
}

function sorted(word: string): string {
  return word.split('').sort().join('')
}
