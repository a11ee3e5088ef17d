import type { OnTrip } from '../sql/statements.ts'
import type { SqliteConnection } from './sqlite-connection.ts'

/** The connection, that tells of each of its statements: each is a trip to another thread. */
export function countTrips(connection: SqliteConnection, onTrip: OnTrip): SqliteConnection {
  return {
    all(sql, parameters) {
      onTrip([sql])
      return connection.all(sql, parameters)
    },
    close: () => connection.close(),
  }
}
