import type { Database } from './database.ts'
import { parseDatabaseUrl } from './database-url.ts'
import type { RunOrganizationWrite, RunWrite } from './noun/organizations.ts'
import { createPostgresPool } from './postgres/postgres-pool.ts'
import type { OnTrip, Statements } from './sql/statements.ts'
import { countTrips } from './sqlite/count-trips.ts'
import { createOrganizationWrites } from './sqlite/organization-writes.ts'
import { openSqliteConnection, openSqliteReader } from './sqlite/sqlite-connection.ts'
import { openSqliteReaders } from './sqlite/sqlite-readers.ts'
import { runSqliteSnapshot } from './sqlite/sqlite-snapshot.ts'
import { createSqliteWriter } from './sqlite/sqlite-writer.ts'
import { standingFile } from './sqlite/standing-file.ts'

export interface BackendOptions {
  readonly url: Database
  /** Connections to PostgreSQL, or readers of a SQLite file; each database has a sensible default, and a pool that was given its own. */
  readonly poolSize?: number
  /** Told of every trip to the database, that of somebody who counts them. */
  readonly onTrip?: OnTrip
}

/** What runs statements: the two databases each in their way, all else of the store is the same for both. */
export interface Backend {
  readonly readers: Statements
  readonly run: RunWrite
  /** A write of one organization; the database runs those one after another. */
  readonly runWrite: RunOrganizationWrite
  /** Statements over one state of the database, on a connection of their own. */
  readonly runSnapshot: <T>(work: (statements: Statements) => Promise<T>) => Promise<T>
  /** Throws StoreError where what is written now would be lost: the file stands no more where it was opened. */
  readonly requireFile: () => void
  close(): Promise<void>
}

/** Connects to a database. Throws ConfigurationError for a URL that is none, StoreError. */
export async function openBackend({ onTrip = () => undefined, poolSize, url }: BackendOptions): Promise<Backend> {
  const location = parseDatabaseUrl(url)
  if (location.dialect === 'postgres') {
    const pool = createPostgresPool(location.url, poolSize ?? 10, {}, onTrip)
    return {
      readers: pool,
      run: (work, options) => pool.run(work, options),
      runWrite: (organizationId, work) => pool.runWrite(organizationId, work),
      runSnapshot: (work) => pool.runSnapshot(work),
      requireFile: () => {},
      close: () => pool.close(),
    }
  }
  const connection = await openSqliteConnection(location.path)
  const requireFile = standingFile(location.path)
  const writer = createSqliteWriter(countTrips(connection, onTrip), requireFile)
  const readers = await openSqliteReaders(location.path, poolSize ?? 4, onTrip)
  const writes = createOrganizationWrites(writer, async () => {
    requireFile()
    return countTrips(await openSqliteReader(location.path), onTrip)
  })
  return {
    readers,
    run: (work, options) => writer.run(work, options),
    runWrite: (organizationId, work, options) => writes.run(organizationId, work, options),
    async runSnapshot(work) {
      requireFile()
      return runSqliteSnapshot(location.path, work)
    },
    requireFile,
    async close() {
      await writes.end()
      await writer.end()
      await readers.close()
      // Alone, so that it is the last: SQLite writes its log back then, and takes it away.
      await writer.close()
    },
  }
}
