import type { Statements } from '../sql/statements.ts'
import { openSqliteConnection } from './sqlite-connection.ts'
import { sqliteDialect } from './sqlite-dialect.ts'

/**
 * Runs reads that all see one state of the file, on a connection of their own: a deferred transaction takes its
 * snapshot with the first read, and with WAL the writer goes on beside it.
 */
export async function runSqliteSnapshot<T>(path: string, work: (statements: Statements) => Promise<T>): Promise<T> {
  const connection = await openSqliteConnection(path)
  try {
    await connection.all('BEGIN')
    return await work({ dialect: sqliteDialect, all: (sql, parameters) => connection.all(sql, parameters) })
  } finally {
    await connection.close()
  }
}
