import { createPostgresPool } from '@rolecall/store/postgres/postgres-pool'
import type { SqlDialect } from '@rolecall/store/sql/sql-dialect'
import type { ColumnKind } from '@rolecall/store/tables/tables'
import { openSqliteConnection } from '@rolecall/store/sqlite/sqlite-connection'
import { sqliteDialect } from '@rolecall/store/sqlite/sqlite-dialect'

export type Row = Readonly<Record<string, string | number | null>>

/** A database that rows are put into, whichever it is. */
export interface Target {
  readonly dialect: SqlDialect
  readonly run: (sql: string, parameters: readonly string[]) => Promise<void>
  close(): Promise<void>
}

const rowsOfStatement = 5_000

/** Opens a database beside any server; the caller closes it. */
export async function openTarget(database: string): Promise<Target> {
  if (!database.startsWith('sqlite:')) {
    const pool = createPostgresPool(database, 1)
    return {
      dialect: pool.dialect,
      run: async (sql, parameters) => void (await pool.all(sql, parameters)),
      close: () => pool.close(),
    }
  }
  const connection = await openSqliteConnection(database.slice('sqlite:'.length))
  return {
    dialect: sqliteDialect,
    run: async (sql, parameters) => void (await connection.all(sql, parameters)),
    close: () => connection.close(),
  }
}

/** Inserts rows, of an organization or of none, by statements of many rows. */
export async function insertRows(
  { dialect, run }: Target,
  organizationId: string | null,
  table: string,
  columns: Readonly<Record<string, ColumnKind>>,
  rows: readonly Row[],
): Promise<void> {
  const names = Object.keys(columns)
  const toValue = (name: string) => (name === 'keys' && dialect.name === 'postgres' ? 'r.keys::jsonb' : `r.${name}`)
  const owner =
    organizationId === null ? { names: [], values: [] } : { names: ['organization_id'], values: [organizationId] }
  const values = [...owner.values.map(() => '?'), ...names.map(toValue)].join(', ')
  const sql = `INSERT INTO ${table} (${[...owner.names, ...names].join(', ')}) SELECT ${values} FROM ${dialect.fromRows(columns)}`
  for (let start = 0; start < rows.length; start += rowsOfStatement) {
    await run(sql, [...owner.values, dialect.rows(rows.slice(start, start + rowsOfStatement)) as string])
  }
}
