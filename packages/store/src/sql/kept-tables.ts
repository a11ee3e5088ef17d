import type { RowsOfTable, RowsOfTables } from './statements.ts'
import { maySee, writtenTable } from './touched-tables.ts'

/** What the writes that are kept are about: tables, and of each the rows, where they say so. */
export interface KeptTables {
  add(sql: string, keys: readonly string[] | undefined): void
  /** Whether a read may see some of it. */
  concern(sql: string, of: RowsOfTables | undefined): boolean
}

/** Any of its rows. */
type Keys = Set<string> | 'any'

export function createKeptTables(): KeptTables {
  const tables = new Map<string, Keys>()
  return {
    add(sql, keys) {
      const table = writtenTable(sql)
      const known = tables.get(table)
      if (keys === undefined || known === 'any') return void tables.set(table, 'any')
      const all = known ?? new Set()
      for (const key of keys) all.add(key)
      tables.set(table, all)
    },
    concern(sql, of) {
      for (const [table, keys] of tables) if (maySee(sql, table) && isAbout(keys, of?.[table])) return true
      return false
    },
  }
}

function isAbout(keys: Keys, rows: RowsOfTable | undefined): boolean {
  if (keys === 'any' || rows === undefined) return true
  const { known, only } = rows
  const isUnknown = (key: string) => known?.has(key) !== true
  if (only !== undefined) return only.some((key) => keys.has(key) && isUnknown(key))
  for (const key of keys) if (isUnknown(key)) return true
  return false
}
