import type pg from 'pg'

import { probeWrite, requireRights } from './check-rights.ts'
import type { Database } from './database.ts'
import { parseDatabaseUrl } from './database-url.ts'
import { createPostgresPool } from './postgres/postgres-pool.ts'
import { openSqliteConnection } from './sqlite/sqlite-connection.ts'

/** What a database is and says of itself. */
export interface DatabaseInspection {
  /** `SQLite 3.50.1`, `PostgreSQL 18.4`. */
  readonly version: string
  /** Its clock where it has one of its own, and how long the question took; milliseconds, the first since 1970. */
  readonly clock: { readonly now: number; readonly roundTripMs: number } | null
}

/** Reaches a database and makes sure that it can be written to, without writing. Throws StoreError. */
export function inspectDatabase(url: Database): Promise<DatabaseInspection> {
  const location = parseDatabaseUrl(url)
  return location.dialect === 'postgres' ? inspectPostgres(location.url) : inspectSqlite(location.path)
}

async function inspectSqlite(path: string): Promise<DatabaseInspection> {
  const connection = await openSqliteConnection(path)
  try {
    await probeWrite(connection)
    const [row] = await connection.all('SELECT sqlite_version() AS version')
    return { version: `SQLite ${String(row?.['version'])}`, clock: null }
  } finally {
    await connection.close()
  }
}

async function inspectPostgres(url: string | pg.Pool): Promise<DatabaseInspection> {
  const pool = createPostgresPool(url, 1)
  try {
    const [server] = await pool.all("SELECT current_setting('server_version') AS version", [])
    await requireRights(pool)
    const start = performance.now()
    const [clock] = await pool.all('SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::float8 AS now', [])
    const roundTripMs = performance.now() - start
    return { version: `PostgreSQL ${String(server?.['version'])}`, clock: { now: Number(clock?.['now']), roundTripMs } }
  } finally {
    await pool.close()
  }
}
