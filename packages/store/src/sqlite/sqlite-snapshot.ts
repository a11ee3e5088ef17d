import type { Parameter } from '../sql/parameter.ts'
import type { Statements } from '../sql/statements.ts'
import { canGoTogether, readTogether } from './read-together.ts'
import { openSqliteReader, type SqliteConnection } from './sqlite-connection.ts'
import { sqliteDialect } from './sqlite-dialect.ts'

/**
 * Runs reads that all see one state of the file, on a connection of their own: a deferred transaction takes its
 * snapshot with the first read, and with WAL the writer goes on beside it. It makes no file where there is none any more.
 */
export async function runSqliteSnapshot<T>(path: string, work: (statements: Statements) => Promise<T>): Promise<T> {
  const connection = await openSqliteReader(path)
  try {
    await connection.all('BEGIN')
    return await work({ dialect: sqliteDialect, all: (sql, parameters) => read(connection, sql, parameters) })
  } finally {
    await connection.close()
  }
}

/** As one text: the driver takes three times as long for the many rows that a snapshot is taken for. */
async function read<R extends object>(
  connection: SqliteConnection,
  sql: string,
  parameters: readonly Parameter[],
): Promise<R[]> {
  const statement = { sql, parameters }
  if (!canGoTogether(statement)) return connection.all<R>(sql, parameters)
  const [rows = []] = await readTogether(connection, [statement])
  return rows as R[]
}
