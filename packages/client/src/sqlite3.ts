import { createSqlSink, type SinkOptions, type SqlSink } from './sink/create-sql-sink.ts'
import type { Row, Value } from './sink/sql.ts'

export type { SinkOptions, SqlSink } from './sink/create-sql-sink.ts'
export { createTables } from './sink/tables.ts'

/** What is used of a `Database` of `sqlite3`. */
export interface Sqlite3Database {
  all(text: string, values: readonly Value[], done: (error: Error | null, rows: Row[]) => void): unknown
}

/**
 * A sink over a `Database` of `sqlite3`, which is to be one of its own: whatever else is run on it meanwhile is in the
 * transaction, too. `alongside` gets that database.
 */
export function createSqlite3Sink<Own extends Sqlite3Database>(database: Own, options: SinkOptions<Own>): SqlSink {
  const run = (text: string, values: readonly Value[]): Promise<readonly Row[]> =>
    new Promise((resolve, reject) => {
      database.all(text, values, (error, rows) => (error === null ? resolve(rows) : reject(error)))
    })
  let last: Promise<unknown> = Promise.resolve()

  async function transact<T>(work: (one: typeof run, tx: Own) => Promise<T>): Promise<T> {
    await run('BEGIN IMMEDIATE', [])
    try {
      const result = await work(run, database)
      await run('COMMIT', [])
      return result
    } catch (error) {
      await run('ROLLBACK', []).catch(() => undefined)
      throw error
    }
  }

  return createSqlSink<Own>(
    {
      dialect: 'sqlite',
      // One after another: a connection has one transaction.
      transaction(work) {
        const own = last.then(() => transact(work))
        last = own.catch(() => undefined)
        return own
      },
    },
    options,
  )
}
