/** What was decided for an input: answered at once, or the answer under way. */
export type Remembered<T> = T | Promise<T>

/**
 * Decisions by input, bounded: what was not asked for while as many others came is forgotten. Equal inputs at the same
 * time are decided once, since the answer under way is remembered.
 */
export class DecisionMemory<T extends object | boolean> {
  readonly #capacity: number
  #recent = new Map<string, Remembered<T>>()
  #older = new Map<string, Remembered<T>>()

  constructor(capacity: number) {
    this.#capacity = capacity / 2
  }

  find(input: string): Remembered<T> | undefined {
    const recent = this.#recent.get(input)
    if (recent !== undefined) return recent
    const older = this.#older.get(input)
    if (older !== undefined) this.#put(input, older)
    return older
  }

  /** Remembers the answer; one that fails is forgotten. */
  remember(input: string, answer: Promise<T>): Promise<T> {
    if (input.length > longestInput) return answer
    this.#put(input, answer)
    answer.then(
      (decided) => this.#replace(input, answer, decided),
      () => this.#replace(input, answer, undefined),
    )
    return answer
  }

  #put(input: string, answer: Remembered<T>): void {
    this.#recent.set(input, answer)
    if (this.#recent.size < this.#capacity) return
    this.#older = this.#recent
    this.#recent = new Map()
  }

  #replace(input: string, answer: Promise<T>, decided: T | undefined): void {
    for (const memory of [this.#recent, this.#older]) {
      if (memory.get(input) !== answer) continue
      if (decided === undefined) memory.delete(input)
      else memory.set(input, decided)
    }
  }
}

/** Longer inputs are decided each time: they hardly come again, and memory is bounded. */
const longestInput = 2_000
