import { createSqlSink, type SinkOptions, type SqlSink } from './sink/create-sql-sink.ts'
import type { Row, Value } from './sink/sql.ts'

export type { SinkOptions, SqlSink } from './sink/create-sql-sink.ts'
export { createTables } from './sink/tables.ts'

/** What is used of a client of `pg`. */
export interface PgClient {
  query(text: string, values?: Value[]): Promise<{ readonly rows: readonly Row[] }>
  release(error?: Error | boolean): void
  on(event: 'error', listener: () => void): unknown
  removeListener(event: 'error', listener: () => void): unknown
}

/** A sink over a pool of `pg`. `alongside` gets the client on which the transaction is open. */
export function createPgSink<Client extends PgClient>(
  pool: { connect(): Promise<Client> },
  options: SinkOptions<Client>,
): SqlSink {
  return createSqlSink<Client>(
    {
      dialect: 'postgres',
      async transaction(work) {
        const client = await pool.connect()
        let broken: Error | boolean = true
        // A pool does not listen while somebody has the client, and an error that nobody hears ends the process.
        client.on('error', heardByQuery)
        try {
          await client.query('BEGIN')
          const run = async (text: string, values: readonly Value[]) =>
            (await client.query(toNumbered(text), [...values])).rows
          const result = await work(run, client)
          await client.query('COMMIT')
          broken = false
          return result
        } catch (error) {
          broken = await client.query('ROLLBACK').then(
            () => false,
            () => true,
          )
          throw error
        } finally {
          // One whose transaction can't be ended goes out of the pool.
          client.release(broken)
          client.removeListener('error', heardByQuery)
        }
      },
    },
    options,
  )
}

/** A connection that is cut fails the statement that runs, or the next one. */
function heardByQuery(): void {}

/** `$1, $2`: no statement of a sink has a `?` that is none of a value. */
function toNumbered(text: string): string {
  let count = 0
  return text.replaceAll('?', () => `$${++count}`)
}
