import type { Changes, Sink } from '../follow/changes.ts'
import { toContent } from './rows.ts'
import type { Database, Row, Run } from './sql.ts'
import { createTables, listColumns, toTables } from './tables.ts'
import { writeChanges } from './write-changes.ts'

export interface SinkOptions<Tx> {
  /** The product's own name of the organization: the first column of every table, so that many share them. */
  readonly organization: string
  /** Begins the name of each table; `rolecall_` where it is left out. */
  readonly prefix?: string
  /**
   * Writes more of the product in the same transaction, before the rows of the sink are changed. Throws to have nothing written.
   * Whatever it writes is written once for each change.
   */
  readonly alongside?: (changes: Changes, tx: Tx) => void | Promise<void>
}

/** A sink with its tables. */
export interface SqlSink extends Sink {
  /** Makes the tables where they are not there. Throws where one of that name is there, and is another one. */
  createTables(): Promise<void>
}

export function createSqlSink<Tx>(
  { dialect, transaction }: Database<Tx>,
  { alongside, organization, prefix }: SinkOptions<Tx>,
): SqlSink {
  const tables = toTables(prefix)
  const own = [organization] as const

  /** Where it stands, and whoever else writes waits until this transaction is over. */
  async function claim(run: Run): Promise<string | null> {
    await run(`INSERT INTO ${tables.cursors} (organization) VALUES (?) ON CONFLICT DO NOTHING`, own)
    const lock = dialect === 'postgres' ? ' FOR UPDATE' : ''
    const [row] = await run(`SELECT cursor FROM ${tables.cursors} WHERE organization = ?${lock}`, own)
    return toCursor(row)
  }

  return {
    createTables: () =>
      transaction(async (run) => {
        for (const statement of createTables(prefix)) await run(statement, [])
        for (const [table, columns] of listColumns(tables)) await checkColumns(run, table, columns)
      }),
    cursor: () =>
      transaction(async (run) => {
        const [row] = await run(`SELECT cursor FROM ${tables.cursors} WHERE organization = ?`, own)
        return toCursor(row)
      }),
    write: (changes, expected) =>
      transaction(async (run, tx) => {
        if ((await claim(run)) !== expected) return false
        await alongside?.(changes, tx)
        await writeChanges(run, tables, organization, changes)
        await run(`UPDATE ${tables.cursors} SET cursor = ? WHERE organization = ?`, [changes.cursor, organization])
        return true
      }),
    organizations: () =>
      transaction(async (run) => {
        const rows = await run(
          `SELECT organization FROM ${tables.cursors} WHERE cursor <> '' AND organization <> '' ORDER BY organization`,
          [],
        )
        return rows.map((row) => String(row['organization']))
      }),
    read: () =>
      transaction(async (run) => {
        const cursor = await claim(run)
        const all = (table: string): Promise<readonly Row[]> =>
          run(`SELECT * FROM ${table} WHERE organization = ?`, own)
        const roles = await all(tables.roles)
        const teams = await all(tables.teams)
        const members = await all(tables.members)
        return { cursor, ...toContent({ roles, teams, members, memberRoles: await all(tables.memberRoles) }) }
      }),
  }
}

/** One that is there is left as it is: it must have the columns that are written. */
async function checkColumns(run: Run, table: string, columns: readonly string[]): Promise<void> {
  try {
    await run(`SELECT ${columns.join(', ')} FROM ${table} WHERE 1 = 0`, [])
  } catch (cause) {
    const needed = `the table ${table} is there, and has not the columns ${columns.join(', ')}`
    throw new Error(`${needed}: rename it, or give the sink another prefix`, { cause })
  }
}

function toCursor(row: Row | undefined): string | null {
  return typeof row?.['cursor'] === 'string' ? row['cursor'] : null
}
