import { StoreError } from '@rolecall/core/store-error'
import type { Store } from '@rolecall/core/store'
import { standardResourceTypes, type ResourceTypes } from '@rolecall/core/scim/schema/resource-types'

import { parseDatabaseUrl } from './database-url.ts'
import { toText } from './decode.ts'
import { toStatus } from './migrate.ts'
import { createApiKeyStore } from './noun/api-key-store.ts'
import { createJobStore } from './noun/jobs.ts'
import { createOrganizationStore, type RunWrite } from './noun/organizations.ts'
import { createSessionStore } from './noun/sessions.ts'
import { createSecretStore } from './noun/secrets.ts'
import { createPlanStore } from './noun/plans.ts'
import { createRequestLogStore } from './noun/request-log.ts'
import { createVerificationStore } from './noun/verifications.ts'
import { createReader, runTransaction } from './organization-scope.ts'
import { createPostgresPool } from './postgres/postgres-pool.ts'
import type { Statements, WritingStatements } from './sql/statements.ts'
import { openSqliteConnection } from './sqlite/sqlite-connection.ts'
import { runSqliteSnapshot } from './sqlite/sqlite-snapshot.ts'
import { openSqliteReaders } from './sqlite/sqlite-readers.ts'
import { createSqliteWriter } from './sqlite/sqlite-writer.ts'
import { isMissingTable } from './translate-error.ts'

export interface StoreOptions {
  /** `sqlite:PATH` or `postgres://…`. */
  readonly url: string
  /** Connections to PostgreSQL, or readers of a SQLite file; each database has a sensible default. */
  readonly poolSize?: number
  /** What of a resource is kept for filters and sorting; those of the RFCs where nothing else is said. */
  readonly resourceTypes?: ResourceTypes
}

/** What the two databases need to do; all else is the same for both. */
interface Backend {
  readonly readers: Statements
  readonly run: RunWrite
  /** A write of one organization; the database runs those one after another. */
  readonly runWrite: <T>(organizationId: string, work: (statements: WritingStatements) => Promise<T>) => Promise<T>
  /** Statements over one state of the database, on a connection of their own. */
  readonly runSnapshot: <T>(work: (statements: Statements) => Promise<T>) => Promise<T>
  close(): Promise<void>
}

/** Opens a database that has been migrated. Throws ConfigurationError for a URL that is none, StoreError. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const backend = await openBackend(options)
  const { readers, run, runSnapshot, runWrite } = backend
  const { resourceTypes = standardResourceTypes } = options
  let closed: Promise<void> | undefined
  return {
    organizations: createOrganizationStore(readers, run),
    apiKeys: createApiKeyStore(readers, run),
    requestLog: createRequestLogStore(run),
    sessions: createSessionStore(readers, run),
    jobs: createJobStore(readers, run),
    secrets: createSecretStore(run),
    verifications: createVerificationStore(readers, run),
    plans: (organizationId) => createPlanStore(organizationId, run),
    read: (organizationId) => createReader(readers, organizationId),
    snapshot: (organizationId, work) => runSnapshot((statements) => work(createReader(statements, organizationId))),
    write: (organizationId, scope, work) =>
      runWrite(organizationId, (statements) =>
        runTransaction(statements, organizationId, { ...scope, resourceTypes }, work),
      ),
    check: () => checkMigrations(readers),
    close: () => (closed ??= backend.close()),
  }
}

async function openBackend({ poolSize, url }: StoreOptions): Promise<Backend> {
  const location = parseDatabaseUrl(url)
  if (location.dialect === 'postgres') {
    const pool = createPostgresPool(location.url, poolSize ?? 10)
    return {
      readers: pool,
      run: (work) => pool.run(work),
      runWrite: (organizationId, work) => pool.runWrite(organizationId, work),
      runSnapshot: (work) => pool.runSnapshot(work),
      close: () => pool.close(),
    }
  }
  const writer = createSqliteWriter(await openSqliteConnection(location.path))
  const readers = await openSqliteReaders(location.path, poolSize ?? 4)
  return {
    readers,
    run: (work) => writer.run(work),
    runWrite: (_, work) => writer.run(work),
    runSnapshot: (work) => runSqliteSnapshot(location.path, work),
    async close() {
      await writer.close()
      await readers.close()
    },
  }
}

async function checkMigrations(statements: Statements): Promise<void> {
  const names = await appliedMigrations(statements)
  const { pending } = toStatus(names)
  if (pending.length === 0) return
  throw new StoreError(
    'unavailable',
    `the database lacks the migrations ${pending.join(', ')}; run: rolecall migrate up`,
  )
}

async function appliedMigrations(statements: Statements): Promise<string[]> {
  try {
    const rows = await statements.all('SELECT name FROM knex_migrations ORDER BY id', [])
    return rows.map((row) => toText(row, 'name'))
  } catch (error) {
    if (isMissingTable(error)) return []
    throw error
  }
}
