import { StoreError } from '@rolecall/core/store-error'

import { gatherTrips } from '../sql/gather-trips.ts'
import type { OnTrip, Statement, Statements } from '../sql/statements.ts'
import { countTrips } from './count-trips.ts'
import { runInOrder } from './run-in-order.ts'
import { openSqliteConnection, type SqliteConnection } from './sqlite-connection.ts'
import { sqliteDialect } from './sqlite-dialect.ts'

/** Connections that read beside the writer; WAL lets neither wait for the other. */
export interface SqliteReaders extends Statements {
  close(): Promise<void>
}

/** Opens `size` connections; a statement waits for a free one. */
export async function openSqliteReaders(
  path: string,
  size: number,
  onTrip: OnTrip = () => undefined,
): Promise<SqliteReaders> {
  const open = async () => countTrips(await openSqliteConnection(path), onTrip)
  const connections = await Promise.all(Array.from({ length: size }, open))
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

  async function run(statements: readonly Statement[]): Promise<readonly object[][]> {
    if (closed) throw new StoreError('unavailable', 'the database is closed')
    const connection = await acquire()
    try {
      return await runInOrder(connection, statements)
    } finally {
      release(connection)
    }
  }

  return {
    dialect: sqliteDialect,
    all: gatherTrips(run),
    async close() {
      closed = true
      await Promise.all(connections.map(async () => (await acquire()).close()))
    },
  }
}
