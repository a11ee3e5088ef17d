/** An organization that is there, or all whom nobody knows, with what of it waits for a turn. */
export class Guest {
  /** `null` for those whom nobody knows. */
  readonly organization: string | null
  /** Requests that are there, and those of them that are carried out. */
  present = 0
  running = 0
  /** When its last request was begun. */
  begun = 0
  /** What waits, by key; the first key is the next to have a turn. */
  readonly #keys = new Map<string, Set<() => void>>()

  constructor(organization: string | null) {
    this.organization = organization
  }

  get isWaiting(): boolean {
    return this.#keys.size > 0
  }

  wait(key: string, begin: () => void): void {
    const requests = this.#keys.get(key) ?? new Set()
    this.#keys.set(key, requests.add(begin))
  }

  /** Takes the longest waiting of the key whose turn it is; the other keys come before it then. */
  take(): (() => void) | undefined {
    const [[key, requests] = ['', new Set<() => void>()]] = this.#keys
    const [begin] = requests
    if (begin === undefined) return undefined
    this.forget(key, begin)
    if (requests.size > 0) {
      this.#keys.delete(key)
      this.#keys.set(key, requests)
    }
    return begin
  }

  /** Whether it has waited. */
  forget(key: string, begin: () => void): boolean {
    const requests = this.#keys.get(key)
    if (requests?.delete(begin) !== true) return false
    if (requests.size === 0) this.#keys.delete(key)
    return true
  }
}
