/** One timer for whatever comes first. */
export class WakeUp {
  readonly #now: () => number
  readonly #wake: () => void
  #timer: NodeJS.Timeout | undefined
  #time = Infinity

  constructor(now: () => number, wake: () => void) {
    this.#now = now
    this.#wake = wake
  }

  /** Wakes at the earliest of these times that is to come, or after `most` milliseconds. */
  at(times: readonly number[], most: number): void {
    const now = this.#now()
    const time = Math.min(now + most, ...times.filter((one) => one > now))
    if (time >= this.#time) return
    clearTimeout(this.#timer)
    this.#time = time
    this.#timer = setTimeout(() => this.#ring(), Math.ceil(time - now))
  }

  #ring(): void {
    this.#time = Infinity
    this.#wake()
  }
}
