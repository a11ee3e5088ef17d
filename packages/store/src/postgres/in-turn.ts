/** Runs work of one key in the order of the calls, one at a time, and work of different keys at once. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>

/** A failure of the work before is of no concern to the next. */
export function createInTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work)
    last.set(key, mine)
    try {
      return await mine
    } finally {
      if (last.get(key) === mine) last.delete(key)
    }
  }
}
