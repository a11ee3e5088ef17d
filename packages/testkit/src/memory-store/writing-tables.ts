import { forkTables, type Tables } from './tables.ts'

/** The tables as one write sees and changes them. */
export interface WritingTables {
  readonly tables: () => Tables
  /** Writes, so that there is something to commit, whether it changes a row or not. */
  readonly write: <T>(work: (tables: Tables) => T) => T
  /** Writes what may turn out to be nothing: the rows that it answers say what it was. */
  readonly change: <Row>(work: (tables: Tables) => readonly Row[]) => readonly Row[]
}

/** What came of a write. */
export interface WorkDone<T> {
  readonly value: T
  /** With what it has written; as they were where it has written nothing. */
  readonly tables: Tables
}

/**
 * Runs a write beside the committed tables. As in a database, what a constraint refused fails the whole write, though the
 * work may have caught the error, and what comes after the end of the work is refused.
 */
export async function runWork<T>(
  committed: Tables,
  work: (writing: WritingTables) => Promise<T>,
): Promise<WorkDone<T>> {
  const fork = forkTables(committed)
  let failure: { readonly error: unknown } | undefined
  let written = false
  let ended = false

  function tables(): Tables {
    if (ended) throw new Error('The transaction has ended: its statements must be awaited')
    return fork
  }

  function attempt<Answer>(write: (tables: Tables) => Answer): Answer {
    const open = tables()
    try {
      return write(open)
    } catch (error) {
      failure ??= { error }
      throw error
    }
  }

  const writing: WritingTables = {
    tables,
    write(write) {
      const answer = attempt(write)
      written = true
      return answer
    },
    change(write) {
      const rows = attempt(write)
      written ||= rows.length > 0
      return rows
    },
  }
  const value = await work(writing).finally(() => {
    ended = true
  })
  if (failure !== undefined) throw failure.error
  return { value, tables: written ? Object.freeze(fork) : committed }
}
