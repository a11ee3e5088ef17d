import type { Parameter } from '../sql/parameter.ts'
import type { OnTrip } from '../sql/statements.ts'
import type { SqliteConnection } from './sqlite-connection.ts'

/** The connection, that tells of each of its statements: each is a trip to another thread. */
export function countTrips(connection: SqliteConnection, onTrip: OnTrip): SqliteConnection {
  return {
    all<R extends object>(sql: string, parameters?: readonly Parameter[]): Promise<R[]> {
      const end = onTrip([sql])
      const rows = connection.all<R>(sql, parameters)
      return end === undefined ? rows : rows.finally(end)
    },
    close: () => connection.close(),
  }
}
