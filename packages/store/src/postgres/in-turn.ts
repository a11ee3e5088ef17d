import { StoreError } from '@rolecall/core/store-error'

/** Runs work of one key in the order of the calls, one at a time, and work of different keys at once. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>

/**
 * A failure of the work before is of no concern to the next. Work whose turn has not come after `patience`
 * milliseconds is refused and never begun: whoever sent it has been told.
 */
export function createInTurn(patience: number): InTurn {
  const last = new Map<string, Promise<unknown>>()

  async function forget(key: string, done: Promise<unknown>): Promise<void> {
    await done
    if (last.get(key) === done) last.delete(key)
  }

  return (key, work) => {
    const before = last.get(key)
    const mine = before === undefined ? work() : runInTime(before, patience, work)
    const done = Promise.allSettled([before, mine])
    last.set(key, done)
    void forget(key, done)
    return mine
  }
}

async function runInTime<T>(before: Promise<unknown>, patience: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    const error = new StoreError('conflict', `the writes before this one have taken longer than ${patience} ms`)
    timer = setTimeout(reject, patience, error)
  })
  await Promise.race([before, tooLate]).finally(() => clearTimeout(timer))
  return await work()
}
