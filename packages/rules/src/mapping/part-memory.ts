import { LRUCache } from 'lru-cache'
import { longestInput } from './decision-memory.ts'

/** Whether a part holds; while it is being decided, the numbers of those that will turn out to hold. */
export type Holding = boolean | Promise<ReadonlySet<number>>

type Decided = ReadonlyMap<number, Holding>

/**
 * Decisions about parts by what these read, and by their numbers: those of one input lie together. Bounded by the number
 * of decisions; what was not asked for longest is forgotten.
 */
export class PartMemory {
  readonly #decided: LRUCache<string, Decided>

  constructor(capacity: number) {
    this.#decided = new LRUCache({ maxSize: capacity, sizeCalculation: ({ size }) => size })
  }

  find(input: string): Decided | undefined {
    return this.#decided.get(input)
  }

  /** Remembers the parts that are decided for an input: those that hold, or will turn out to. Those of a run that fails are forgotten. */
  remember(input: string, numbers: Iterable<number>, run: ReadonlySet<number> | Promise<ReadonlySet<number>>): void {
    if (input.length > longestInput) return
    const parts = [...numbers]
    if (!(run instanceof Promise)) return this.#put(input, parts, (number) => run.has(number))
    this.#put(input, parts, () => run)
    const whereAsked = () => parts.filter((number) => this.#decided.peek(input)?.get(number) === run)
    run.then(
      (held) => this.#put(input, whereAsked(), (number) => held.has(number)),
      () => this.#put(input, whereAsked(), () => undefined),
    )
  }

  /** A new map each time, which is measured anew. */
  #put(input: string, parts: readonly number[], answerOf: (number: number) => Holding | undefined): void {
    if (parts.length === 0) return
    const decided = new Map(this.#decided.peek(input))
    for (const number of parts) {
      const answer = answerOf(number)
      if (answer === undefined) decided.delete(number)
      else decided.set(number, answer)
    }
    if (decided.size === 0) this.#decided.delete(input)
    else this.#decided.set(input, decided)
  }
}
