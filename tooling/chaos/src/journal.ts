import { isAnswer, type Outcome } from './provider/http.ts'

/** What was noticed while one kind of fault was there, and until it was over. */
export interface FaultCount {
  times: number
  /** Answers by status, `lost` where there was none, `refused` where no connection was taken. */
  readonly answers: Record<string, number>
  /** Writes that were carried out though their answer was lost, or said 503. */
  doneUnheard: number
  /** The longest time from the end of the fault until every organization had a write acknowledged, in milliseconds. */
  recovery: number
  /** The longest that an answer took, in milliseconds. */
  slowest: number
}

/** The name under which everything is counted while nothing is broken. */
export const noFault = 'none'

/** The fault after which no write may be carried out of which nobody hears. */
const politeFaults: ReadonlySet<string> = new Set(['stop', noFault])

/** Keeps what writers notice, by the fault that is there. */
export class Journal {
  /** The fault that is there now. */
  fault: string = noFault
  readonly counts = new Map<string, FaultCount>()
  readonly violations: string[] = []
  acknowledged = 0
  readonly #waiting = new Set<() => void>()

  begin(fault: string): FaultCount {
    this.fault = fault
    const count = this.#count(fault)
    count.times += 1
    return count
  }

  answered(outcome: Outcome): void {
    const count = this.#count(this.fault)
    count.answers[outcome.status] = (count.answers[outcome.status] ?? 0) + 1
    if (!isAnswer(outcome)) return
    count.slowest = Math.max(count.slowest, outcome.milliseconds)
    if (outcome.status >= 500 && outcome.status !== 503)
      this.violate(`an answer of ${outcome.status}: ${JSON.stringify(outcome.body)}`)
    if (outcome.status >= 200 && outcome.status < 300) this.acknowledged += 1
    for (const look of this.#waiting) look()
  }

  /** A write was done of which nobody had heard, by attempts during those faults. */
  foundDone(method: string, path: string, before: readonly Outcome['status'][], during: readonly string[]): void {
    const fault = during.find((name) => !politeFaults.has(name))
    this.#count(fault ?? this.fault).doneUnheard += 1
    if (fault === undefined) this.violate(`${method} ${path} was carried out without its answer (${before.join(', ')})`)
  }

  violate(what: string): void {
    this.violations.push(`${what} (fault: ${this.fault})`)
  }

  fail(what: string): never {
    throw new Error(`${what} (fault: ${this.fault})`)
  }

  /** Whether something becomes true in time, which is looked at after each answer. */
  async until(isTrue: () => boolean, milliseconds: number): Promise<boolean> {
    if (isTrue()) return true
    return new Promise((resolve) => {
      const settle = (answer: boolean): void => {
        clearTimeout(timer)
        this.#waiting.delete(look)
        resolve(answer)
      }
      const look = (): void => {
        if (isTrue()) settle(true)
      }
      const timer = setTimeout(settle, milliseconds, false)
      this.#waiting.add(look)
    })
  }

  #count(fault: string): FaultCount {
    const known = this.counts.get(fault)
    if (known !== undefined) return known
    const count: FaultCount = { times: 0, answers: {}, doneUnheard: 0, recovery: 0, slowest: 0 }
    this.counts.set(fault, count)
    return count
  }
}
