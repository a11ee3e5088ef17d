import { createSqlSink, type SinkOptions, type SqlSink } from './sink/create-sql-sink.ts'
import type { Row, Value } from './sink/sql.ts'

export type { SinkOptions, SqlSink } from './sink/create-sql-sink.ts'
export { createTables } from './sink/tables.ts'

/** What is used of a transaction of `knex`. */
export interface KnexTransaction {
  raw(text: string, values: Value[]): PromiseLike<unknown>
}

/** What is used of `knex`: of SQLite, or of PostgreSQL. */
export interface KnexOf<Trx> {
  readonly client: unknown
  transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T>
}

/** A sink over an instance of `knex`. `alongside` gets its transaction. */
export function createKnexSink<Trx extends KnexTransaction>(knex: KnexOf<Trx>, options: SinkOptions<Trx>): SqlSink {
  const { dialect: name } = knex.client as { readonly dialect?: string }
  const dialect = name === 'postgresql' ? 'postgres' : 'sqlite'
  if (dialect === 'sqlite' && name !== 'sqlite3')
    throw new TypeError(`knex is configured for ${name}; a sink takes PostgreSQL and SQLite`)
  return createSqlSink<Trx>(
    {
      dialect,
      transaction: (work) =>
        knex.transaction((trx) =>
          work(async (text, values) => {
            const answer = await trx.raw(text, [...values])
            return dialect === 'sqlite'
              ? (answer as readonly Row[])
              : (answer as { readonly rows: readonly Row[] }).rows
          }, trx),
        ),
    },
    options,
  )
}
