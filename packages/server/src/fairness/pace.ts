import type { Company } from './company.ts'
import type { Guest } from './guest.ts'
import type { TurnLimits } from './turn-limits.ts'

/** When an organization that floods may go on beside others. */
export class Pace {
  readonly #limits: TurnLimits
  readonly #company: Company
  readonly #now: () => number
  /** Requests of those who do not flood: how many have ended, and when the last one did. */
  #ended = 0
  #lastEnd = -Infinity
  /** How many had ended when a guest came, last began, or went on. */
  readonly #endedBefore = new WeakMap<Guest, number>()
  /** How many ended while the last request of a guest was carried out. */
  readonly #beside = new WeakMap<Guest, number>()

  constructor(limits: TurnLimits, company: Company, now: () => number) {
    this.#limits = limits
    this.#company = company
    this.#now = now
  }

  isFlood(guest: Guest): boolean {
    return guest.present > this.#limits.few
  }

  noteEnd(guest: Guest): void {
    if (!this.#isFew(guest)) return void this.#beside.set(guest, this.#endedSince(guest))
    this.#ended += 1
    this.#lastEnd = this.#now()
  }

  noteBegin(guest: Guest): void {
    this.#endedBefore.set(guest, this.#ended)
    this.#beside.delete(guest)
  }

  /** Whether one that floods has left the others enough: as many without a long request as have ended beside it. */
  isDue(guest: Guest): boolean {
    if (this.#endedSince(guest) >= Math.max(this.#limits.lead, 2 * (this.#beside.get(guest) ?? 0))) return true
    return !this.#isFewRunning() && this.#now() >= this.#lastEnd + this.#limits.grace
  }

  /** Times at which that may change, though nothing happens. */
  get times(): readonly number[] {
    const running = [...this.#company.guests.values()].map(({ begun }) => begun + this.#limits.patience)
    return [...running, this.#lastEnd + this.#limits.grace]
  }

  #endedSince(guest: Guest): number {
    return this.#ended - (this.#endedBefore.get(guest) ?? this.#ended)
  }

  #isFewRunning(): boolean {
    const since = this.#now() - this.#limits.patience
    for (const guest of this.#company.guests.values())
      if (guest.running > 0 && guest.begun > since && this.#isFew(guest)) return true
    return false
  }

  #isFew(guest: Guest): boolean {
    return guest.organization !== null && !this.isFlood(guest)
  }
}
