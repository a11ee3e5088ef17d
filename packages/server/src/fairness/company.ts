import type { Guest } from './guest.ts'

/** Who is there, and which organizations were a moment ago: between two requests of a provider nobody else has the server alone. */
export class Company {
  /** Those with requests. */
  readonly guests = new Map<string | null, Guest>()
  /** Organizations by their last request, the longest ago first. */
  readonly #seen = new Map<string, number>()
  readonly #memory: number
  readonly #now: () => number

  constructor(memory: number, now: () => number) {
    this.#memory = memory
    this.#now = now
  }

  see(organization: string): void {
    this.#seen.delete(organization)
    this.#seen.set(organization, this.#now())
  }

  /** Whether another organization than this one is there, or was. */
  hasOthersThan(organization: string | null): boolean {
    const since = this.#now() - this.#memory
    for (const [other, last] of this.#seen) {
      if (last < since && !this.guests.has(other)) this.#seen.delete(other)
      else if (other !== organization) return true
    }
    return false
  }
}
