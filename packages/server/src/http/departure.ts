/**
 * Whether the client of a request has left before its answer. A signal takes a fiftieth of a look-up to make, and is made where
 * something waits for it.
 */
export class Departure {
  #reason: Error | undefined
  #controller: AbortController | undefined

  abort(reason: Error): void {
    this.#reason ??= reason
    this.#controller?.abort(reason)
  }

  throwIfAborted(): void {
    if (this.#reason !== undefined) throw this.#reason
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#reason !== undefined) this.#controller.abort(this.#reason)
    }
    return this.#controller.signal
  }
}
