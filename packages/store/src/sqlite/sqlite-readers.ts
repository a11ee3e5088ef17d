import { StoreError } from '@rolecall/core/store-error'

import type { Statements } from '../sql/statements.ts'
import { openSqliteConnection, type SqliteConnection } from './sqlite-connection.ts'
import { sqliteDialect } from './sqlite-dialect.ts'

/** Connections that read beside the writer; WAL lets neither wait for the other. */
export interface SqliteReaders extends Statements {
  close(): Promise<void>
}

/** Opens `size` connections; a statement waits for a free one. */
export async function openSqliteReaders(path: string, size: number): Promise<SqliteReaders> {
  const connections = await Promise.all(Array.from({ length: size }, () => openSqliteConnection(path)))
  const free = [...connections]
  const waiting: ((connection: SqliteConnection) => void)[] = []
  let closed = false

  function acquire(): Promise<SqliteConnection> {
    const connection = free.pop()
    if (connection !== undefined) return Promise.resolve(connection)
    return new Promise((resolve) => waiting.push(resolve))
  }

  function release(connection: SqliteConnection): void {
    const next = waiting.shift()
    if (next === undefined) free.push(connection)
    else next(connection)
  }

  return {
    dialect: sqliteDialect,
    async all(sql, parameters) {
      if (closed) throw new StoreError('unavailable', 'the database is closed')
      const connection = await acquire()
      try {
        return await connection.all(sql, parameters)
      } finally {
        release(connection)
      }
    },
    async close() {
      closed = true
      await Promise.all(connections.map(async () => (await acquire()).close()))
    },
  }
}
