import { StoreError } from '@rolecall/core/store-error'

import { createTables, type Tables } from './tables.ts'
import { runWork, type WritingTables } from './writing-tables.ts'

/** Tables that one writer after another changes as a whole. */
export interface MemoryDatabase {
  /** As the last commit left them, for good: who holds them sees one state. */
  readonly tables: () => Tables
  /** Runs a write when those before it have ended; an error of `work`, or nothing written, leaves everything as it was. */
  readonly run: <T>(work: (writing: WritingTables) => Promise<T>) => Promise<T>
  /** Waits for the writes under way. */
  readonly close: () => Promise<void>
}

/** With what is in `first`, which stays as it is. */
export function createMemoryDatabase(first: Tables = createTables()): MemoryDatabase {
  let committed: Tables = Object.freeze(first)
  let last: Promise<unknown> = Promise.resolve()
  let state: 'open' | 'closing' | 'closed' = 'open'

  async function runOnce<T>(work: (writing: WritingTables) => Promise<T>): Promise<T> {
    const { tables, value } = await runWork(committed, work)
    committed = tables
    return value
  }

  return {
    tables() {
      if (state === 'closed') throw closedError()
      return committed
    },
    run<T>(work: (writing: WritingTables) => Promise<T>): Promise<T> {
      if (state !== 'open') return Promise.reject(closedError())
      const mine = last.then(() => runOnce(work))
      last = mine.catch(() => {})
      return mine
    },
    async close() {
      state = 'closing'
      await last
      state = 'closed'
    },
  }
}

function closedError(): StoreError {
  return new StoreError('unavailable', 'the database is closed')
}
