import { existsSync } from 'node:fs'

import { StoreError } from '@rolecall/core/store-error'

import type { Database } from './database.ts'
import { parseDatabaseUrl } from './database-url.ts'
import { createPostgresPool } from './postgres/postgres-pool.ts'
import type { Statements } from './sql/statements.ts'
import { openSqliteConnection, type SqliteConnection } from './sqlite/sqlite-connection.ts'
import { tables } from './tables/tables.ts'

/** Makes sure that a server may do with its database what it has to. Throws StoreError, which says what helps. */
export async function checkRights(url: Database): Promise<void> {
  const location = parseDatabaseUrl(url)
  if (location.dialect === 'sqlite') return requireWrites(location.path)
  const pool = createPostgresPool(location.url, 1)
  try {
    await requireRights(pool)
  } finally {
    await pool.close()
  }
}

/** For a file that is there. */
async function requireWrites(path: string): Promise<void> {
  if (!existsSync(path)) return
  const connection = await openSqliteConnection(path)
  try {
    await probeWrite(connection)
  } catch (error) {
    // Somebody writes just now, so that it can be written to; who that is, the claim finds out.
    if (!(error instanceof StoreError) || error.kind !== 'conflict') throw error
  } finally {
    await connection.close()
  }
}

/** Writes a page and undoes it: refused for a file, or in a folder, that can't be written to. The lock alone is not. */
export async function probeWrite(connection: SqliteConnection): Promise<void> {
  await connection.all('BEGIN IMMEDIATE')
  try {
    await connection.all('CREATE TABLE rolecall_probe (probe)')
  } finally {
    await connection.all('ROLLBACK')
  }
}

/** Throws StoreError for a standby or a database that is read-only, and for a user who lacks rights. */
export async function requireRights(statements: Statements): Promise<void> {
  const [own] = await statements.all(
    `SELECT current_user AS name, current_schema() AS place, current_setting('transaction_read_only') AS read_only,
            pg_is_in_recovery() AS standby, has_schema_privilege(current_schema(), 'CREATE') AS may_create`,
    [],
  )
  const { may_create: mayCreate, read_only: readOnly, standby } = own ?? {}
  const [name, schema] = [String(own?.['name']), String(own?.['place'] ?? 'public')]
  if (standby === true)
    throw refused('read-only', 'The database is a standby, which takes no changes. Name the primary by --database.')
  if (readOnly === 'on')
    throw refused('read-only', 'The database is read-only (default_transaction_read_only). Switch it off for its user.')
  const lacking = await listLacking(statements)
  if (lacking === undefined) {
    if (mayCreate === true) return
    throw refused(
      'no-right',
      `The user "${name}" may not make tables. Let the owner of the database run: GRANT USAGE, CREATE ON SCHEMA "${schema}" TO "${name}"`,
    )
  }
  if (lacking.length === 0) return
  const first = lacking.slice(0, 3).join(', ')
  throw refused(
    'no-right',
    `The user "${name}" lacks rights: ${first}${lacking.length > 3 ? `, and ${lacking.length - 3} more` : ''}. ` +
      `Let the owner of the tables run: GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "${schema}" TO "${name}"`,
  )
}

/** Such as `INSERT on events`; `undefined` where there is none of the tables. */
async function listLacking(statements: Statements): Promise<readonly string[] | undefined> {
  const rows = await statements.all<{ readonly of: string; readonly lacks: string; readonly has: boolean }>(
    `SELECT t.name AS of, r.name AS lacks, has_table_privilege(to_regclass(t.name)::oid, r.name) AS has
     FROM unnest(?::text[]) AS t(name) CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS r(name)
     WHERE to_regclass(t.name) IS NOT NULL ORDER BY t.name, r.name`,
    [Object.keys(tables)],
  )
  return rows.length === 0 ? undefined : rows.filter(({ has }) => !has).map(({ lacks, of }) => `${lacks} on ${of}`)
}

function refused(reason: 'read-only' | 'no-right', message: string): StoreError {
  return new StoreError('unavailable', message, { reason })
}
