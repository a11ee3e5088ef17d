import type { MemoryDatabase } from '@rolecall/testkit/memory-store/memory-database'
import type { Statements } from '@rolecall/store/sql/statements'
import { tables } from '@rolecall/store/tables/tables'

/** What is written beside the requests, or beside the directory: the log, what a plan or a verification has come to, secrets of the server. */
const besideTables: ReadonlySet<string> = new Set([
  'requestLog',
  'requestCounts',
  'request_log',
  'request_counts',
  'plans',
  'planLines',
  'plan_lines',
  'verifications',
  'dailyCounts',
  'daily_counts',
  'secrets',
])

/** What of a row is noted beside the requests. */
const besideColumns: ReadonlySet<string> = new Set([
  'lastUsedAt',
  'guessedProvider',
  'lastRefusal',
  'last_used_at',
  'guessed_provider',
  'refused_at',
  'refusal',
])

/** Reads everything that is stored in memory but what is written beside the requests; the same where nothing was committed. */
export function createMemoryState(database: MemoryDatabase): () => unknown {
  let seen: unknown
  let state: unknown
  return () => {
    const stored = database.tables()
    if (stored === seen) return state
    seen = stored
    state = Object.entries(stored)
      .filter(([name]) => !besideTables.has(name))
      .map(([name, table]) => [name, table.all().map(toCompared)])
    return state
  }
}

/** Everything that a database holds but that. */
export async function readRows(statements: Statements): Promise<unknown> {
  const names = Object.keys(tables).filter((name) => !besideTables.has(name))
  return Promise.all(
    names.map(async (name) => {
      const rows = await statements.all(`SELECT * FROM ${name}`, [])
      return [name, rows.map((row) => JSON.stringify(toCompared(row))).toSorted()]
    }),
  )
}

function toCompared(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return row
  return Object.fromEntries(Object.entries(row).filter(([name]) => !besideColumns.has(name)))
}
