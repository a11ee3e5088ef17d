/** A map that forgets what was used least recently; `onEvict` lets go of what an entry holds. */
export class LeastRecentlyUsed<Value> {
  readonly #entries = new Map<string, Value>()
  readonly #capacity: number
  readonly #onEvict: (value: Value) => void

  constructor(capacity: number, onEvict: (value: Value) => void = () => {}) {
    this.#capacity = capacity
    this.#onEvict = onEvict
  }

  get(key: string): Value | undefined {
    const value = this.#entries.get(key)
    if (value === undefined) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, value)
    return value
  }

  set(key: string, value: Value): void {
    this.#entries.set(key, value)
    if (this.#entries.size <= this.#capacity) return
    const [oldest, evicted] = this.#entries.entries().next().value as [string, Value]
    this.#entries.delete(oldest)
    this.#onEvict(evicted)
  }

  /** Forgets an entry that holds nothing. */
  delete(key: string): void {
    this.#entries.delete(key)
  }

  values(): IterableIterator<Value> {
    return this.#entries.values()
  }
}
