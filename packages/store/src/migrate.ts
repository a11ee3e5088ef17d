import { setTimeout } from 'node:timers/promises'

import knexModule, { type Knex } from 'knex'

import { appliedMigrations } from './applied-migrations.ts'
import type { Database } from './database.ts'
import { parseDatabaseUrl, type DatabaseLocation } from './database-url.ts'
import * as initial from './migration/001-initial.ts'
import * as requestLog from './migration/002-request-log.ts'
import * as providersAndUniqueValues from './migration/003-providers-and-unique-values.ts'
import * as holds from './migration/005-holds.ts'
import * as plans from './migration/006-plans.ts'
import * as sessions from './migration/007-sessions.ts'
import * as eventSubjects from './migration/008-event-subjects.ts'
import * as secrets from './migration/009-secrets.ts'
import * as shownUsers from './migration/010-shown-users.ts'
import * as verifications from './migration/011-verifications.ts'
import * as grantListings from './migration/012-grant-listings.ts'
import * as groupFindings from './migration/013-group-findings.ts'
import * as holdsByState from './migration/014-holds-by-state.ts'
import * as undecided from './migration/015-undecided.ts'
import * as leftOut from './migration/016-left-out.ts'
import * as endsOfAssignments from './migration/017-ends-of-assignments.ts'
import * as oauthClients from './migration/018-oauth-clients.ts'
import * as audit from './migration/019-audit.ts'
import * as withheldAssignments from './migration/020-withheld-assignments.ts'
import * as signIns from './migration/021-sign-ins.ts'
import * as subscriptions from './migration/022-subscriptions.ts'
import * as history from './migration/023-history.ts'
import * as platform from './migration/024-platform.ts'
import * as asyncRequests from './migration/025-async-requests.ts'
import * as platformFeed from './migration/026-platform-feed.ts'
import * as notices from './migration/027-notices.ts'
import * as deletion from './migration/028-deletion.ts'
import * as setUpLinks from './migration/029-set-up-links.ts'
import * as usage from './migration/030-usage.ts'
import * as unusedAccounts from './migration/031-unused-accounts.ts'
import * as narrowUsers from './migration/032-narrow-users.ts'
import * as tracesOfRequests from './migration/033-traces-of-requests.ts'
import { createPostgresPool } from './postgres/postgres-pool.ts'
import { findSqliteFile } from './sqlite/find-file.ts'
import { loadSqlite3 } from './sqlite/load-sqlite3.ts'
import { openSqliteReader } from './sqlite/sqlite-connection.ts'
import { isRetryable, translateError } from './translate-error.ts'

const { knex } = knexModule

interface Migration {
  readonly name: string
  readonly up: (knex: Knex) => Promise<void>
  readonly down: (knex: Knex) => Promise<void>
}

/** Listed, not found in a folder, so that a bundle has them. */
const migrations: readonly Migration[] = [
  { name: '001-initial', ...initial },
  { name: '002-request-log', ...requestLog },
  { name: '003-providers-and-unique-values', ...providersAndUniqueValues },
  { name: '005-holds', ...holds },
  { name: '006-plans', ...plans },
  { name: '007-sessions', ...sessions },
  { name: '008-event-subjects', ...eventSubjects },
  { name: '009-secrets', ...secrets },
  { name: '010-shown-users', ...shownUsers },
  { name: '011-verifications', ...verifications },
  { name: '012-grant-listings', ...grantListings },
  { name: '013-group-findings', ...groupFindings },
  { name: '014-holds-by-state', ...holdsByState },
  { name: '015-undecided', ...undecided },
  { name: '016-left-out', ...leftOut },
  { name: '017-ends-of-assignments', ...endsOfAssignments },
  { name: '018-oauth-clients', ...oauthClients },
  { name: '019-audit', ...audit },
  { name: '020-withheld-assignments', ...withheldAssignments },
  { name: '021-sign-ins', ...signIns },
  { name: '022-subscriptions', ...subscriptions },
  { name: '023-history', ...history },
  { name: '024-platform', ...platform },
  { name: '025-async-requests', ...asyncRequests },
  { name: '026-platform-feed', ...platformFeed },
  { name: '027-notices', ...notices },
  { name: '028-deletion', ...deletion },
  { name: '029-set-up-links', ...setUpLinks },
  { name: '030-usage', ...usage },
  { name: '031-unused-accounts', ...unusedAccounts },
  { name: '032-narrow-users', ...narrowUsers },
  { name: '033-traces-of-requests', ...tracesOfRequests },
]

/** Which migrations a database has had, and which it lacks. */
export interface MigrationStatus {
  readonly applied: readonly string[]
  readonly pending: readonly string[]
}

/**
 * Brings a database to the newest version; several processes may do it at once. Answers the names of
 * what was applied. Throws ConfigurationError, StoreError.
 */
export function migrate(url: Database): Promise<readonly string[]> {
  let before: readonly string[] | undefined
  return withMigrator(url, async (database) => {
    const read = () => appliedMigrations({ all: (sql) => toRows(database, sql) })
    // Of an attempt that failed, some may stand.
    const standing = (before ??= await read())
    await database.migrate.latest()
    return (await read()).filter((name) => !standing.includes(name))
  })
}

/** Undoes the last migration, or all of them. Answers the names of what was undone. */
export function rollback(url: Database, all = false): Promise<readonly string[]> {
  return withMigrator(url, async (database) => {
    if (all) return ((await database.migrate.rollback(undefined, true)) as [number, string[]])[1]
    return ((await database.migrate.down()) as [number, string[]])[1]
  })
}

/**
 * Brings a database that has never been used to the newest version, and leaves alone one that has: `pending` is what it
 * lacks then. Of several processes that begin with one database together, one does it.
 */
export async function migrateUnused(url: Database): Promise<MigrationStatus> {
  const status = await migrationStatus(url)
  if (status.pending.length === 0) return { applied: [], pending: [] }
  return withMigrator(url, async (database) => {
    const found = await appliedMigrations({ all: (sql) => toRows(database, sql) })
    if (found.length > 0) return { applied: [], pending: toStatus(found).pending }
    const [, names] = (await database.migrate.latest()) as [number, string[]]
    return { applied: names, pending: [] }
  })
}

/** Reads what a database has had. Changes nothing, and makes no file. */
export async function migrationStatus(url: Database): Promise<MigrationStatus> {
  const location = parseDatabaseUrl(url)
  if (location.dialect === 'sqlite' && (await findSqliteFile(location.path)) === 'missing') return toStatus([])
  const connection =
    location.dialect === 'sqlite' ? await openSqliteReader(location.path) : createPostgresPool(location.url, 1)
  try {
    return toStatus(await appliedMigrations(connection))
  } finally {
    await connection.close()
  }
}

/** What a list of applied migrations means. */
export function toStatus(applied: readonly string[]): MigrationStatus {
  return { applied, pending: migrations.map(({ name }) => name).filter((name) => !applied.includes(name)) }
}

/** Those that this version knows nothing of: a newer one has applied them. */
export function unknownMigrations(applied: readonly string[]): readonly string[] {
  return applied.filter((name) => migrations.every((migration) => migration.name !== name))
}

const source: Knex.MigrationSource<Migration> = {
  getMigrations: () => Promise.resolve([...migrations]),
  getMigrationName: ({ name }) => name,
  getMigration: (migration) => Promise.resolve(migration),
}

/** Runs `work` while no other process migrates this database. */
async function withMigrator<T>(url: Database, work: (database: Knex) => Promise<T>): Promise<T> {
  const location = parseDatabaseUrl(url)
  const database = knex(await toConfig(location))
  try {
    return await (location.dialect === 'postgres' ? runLocked(database, work) : runWhenFree(database, work))
  } catch (error) {
    throw translateError(error)
  } finally {
    await database.destroy()
  }
}

async function toConfig(location: DatabaseLocation): Promise<Knex.Config> {
  const common: Knex.Config = {
    migrations: { migrationSource: source },
    acquireConnectionTimeout: 10_000,
    log: silent,
  }
  if (location.dialect === 'postgres') {
    const { url } = location
    if (typeof url !== 'string') return { ...common, client: 'pg', connectionPool: url }
    return { ...common, client: 'pg', connection: url, pool: { min: 0, max: 4 } }
  }
  await loadSqlite3()
  return {
    ...common,
    client: 'sqlite3',
    connection: { filename: location.path },
    useNullAsDefault: true,
    pool: { min: 1, max: 1, afterCreate: setPragmas },
  }
}

/** Whatever goes wrong is thrown; knex would also print it. */
const silent = { debug() {}, deprecate() {}, error() {}, warn() {} }

function setPragmas(
  connection: { exec(sql: string, done: (error: Error | null) => void): void },
  done: (error: Error | null, connection: unknown) => void,
): void {
  connection.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;', (error) =>
    done(error, connection),
  )
}

/** Chosen by us, so that servers that start together on one PostgreSQL migrate one after another. */
const advisoryLock = 7_262_643

/** Knex's own lock refuses a second migrator; PostgreSQL's makes it wait, and ends with its connection. */
async function runLocked<T>(database: Knex, work: (database: Knex) => Promise<T>): Promise<T> {
  const connection: unknown = await database.client.acquireConnection()
  const run = (sql: string) => database.raw(sql, [advisoryLock]).connection(connection)
  try {
    await run('SELECT pg_advisory_lock(?)')
    return await retryDeadlocks(async () => {
      // Nobody else migrates now: what knex has locked was locked by a process, or over a connection, that has died.
      await database.migrate.forceFreeMigrationsLock()
      return work(database)
    })
  } finally {
    // Without its connection the lock is gone, too; what has cut it is what is thrown.
    await run('SELECT pg_advisory_unlock(?)').catch(() => {})
    await database.client.releaseConnection(connection)
  }
}

/** How often a migration gives way to writes of a server that locks the same tables in another order. */
const attempts = 20

async function retryDeadlocks<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts || !isRetryable(error)) throw error
    }
  }
}

/** "Role" in ASCII: what `file` and other tools know a database of ours by. */
const applicationId = 0x52_6f_6c_65

/**
 * All migrations of a file are one transaction, which waits for that of another process and is undone where its process
 * ends. It begins with a write: a transaction that has read before another one wrote could not write any more.
 */
async function runInOne<T>(database: Knex, work: (database: Knex) => Promise<T>): Promise<T> {
  return database.transaction(async (transaction) => {
    await transaction.raw(`PRAGMA application_id = ${applicationId}`)
    // Nobody else migrates now: what knex has locked was locked by a process that has died.
    await transaction.migrate.forceFreeMigrationsLock()
    return work(transaction)
  })
}

/** How long another process may take, and how often we look, in milliseconds. */
const patience = 60_000
const pause = 50

/** Where two make a file together, SQLite does not let the second wait while the first one chooses WAL. */
async function runWhenFree<T>(database: Knex, work: (database: Knex) => Promise<T>): Promise<T> {
  const end = performance.now() + patience
  for (;;) {
    try {
      return await runInOne(database, work)
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('database is locked') || performance.now() > end)
        throw error
      await setTimeout(pause)
    }
  }
}

async function toRows<R extends object>(database: Knex, sql: string): Promise<R[]> {
  const answer: unknown = await database.raw(sql)
  return (Array.isArray(answer) ? answer : (answer as { readonly rows: unknown }).rows) as R[]
}
