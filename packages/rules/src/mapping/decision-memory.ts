import type { LRUCache } from 'lru-cache'
import { createCache } from '../create-cache.ts'

/** What was decided for an input: answered at once, or the answer under way. */
type Remembered<T> = T | Promise<T>

/**
 * Decisions by input, bounded: what was not asked for longest is forgotten. Equal inputs at the same time are decided
 * once, since the answer under way is remembered.
 */
export class DecisionMemory<T extends object | boolean> {
  readonly #answers: LRUCache<string, Remembered<T>>

  constructor(capacity: number) {
    this.#answers = createCache(capacity)
  }

  find(input: string): Remembered<T> | undefined {
    return this.#answers.get(input)
  }

  /** Remembers the answer; one that fails is forgotten. */
  remember(input: string, answer: Promise<T>): Promise<T> {
    if (input.length > longestInput) return answer
    this.#answers.set(input, answer)
    const isKnown = () => this.#answers.peek(input) === answer
    answer.then(
      (decided) => isKnown() && this.#answers.set(input, decided),
      () => isKnown() && this.#answers.delete(input),
    )
    return answer
  }
}

/** Longer inputs are decided each time: they hardly come again, and memory is bounded. */
export const longestInput = 2_000
