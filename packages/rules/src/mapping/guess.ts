import { findNearest } from '../text/find-nearest.ts'

/** A sentence that names what was probably meant, of the names that there are; `''` where nothing is near. */
export type Guess = (name: string, known: readonly string[]) => string

/** Names that are compared for one check, some tens of milliseconds: a large directory and many unknown names ask for billions. */
const maxComparisons = 100_000

/** Guesses until that many names have been compared. */
export function createGuess(): Guess {
  let left = maxComparisons
  return (name, known) => {
    if (known.length > left) return ''
    left -= known.length
    const nearest = findNearest(name, known)
    return nearest === undefined ? '' : ` Did you mean '${nearest}'?`
  }
}
