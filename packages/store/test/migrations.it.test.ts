import { createTestPostgres, createTestSqlite, eachDatabase, type TestDatabase } from '@rolecall/testkit/test-databases'
import { createTestOrganization } from '@rolecall/testkit/store-contract/test-organization'
import { fillEverything } from '@rolecall/testkit/store-contract/fill-everything'
import { insertGroup, insertUser } from '@rolecall/testkit/store-contract/test-records'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { migrate, migrationStatus, rollback } from '../src/migrate.ts'
import { openBackend } from '../src/open-backend.ts'
import { openStore } from '../src/open-store.ts'
import { openSqliteConnection } from '../src/sqlite/sqlite-connection.ts'
import { readSchema } from './read-schema.ts'

const all = [
  '001-initial',
  '002-request-log',
  '003-providers-and-unique-values',
  '005-holds',
  '006-plans',
  '007-sessions',
  '008-event-subjects',
  '009-secrets',
  '010-shown-users',
  '011-verifications',
  '012-grant-listings',
  '013-group-findings',
  '014-holds-by-state',
  '015-undecided',
  '016-left-out',
  '017-ends-of-assignments',
  '018-oauth-clients',
  '019-audit',
  '020-withheld-assignments',
  '021-sign-ins',
  '022-subscriptions',
  '023-history',
  '024-platform',
  '025-async-requests',
  '026-platform-feed',
  '027-notices',
  '028-deletion',
  '029-set-up-links',
  '030-usage',
  '031-unused-accounts',
  '032-narrow-users',
  '033-traces-of-requests',
]

/** Migrates in a process of its own, which ends when a statement of that number is on its way. Answers how it has ended. */
async function endInMigration(direction: 'up' | 'down', { url }: TestDatabase, number: number): Promise<unknown> {
  const script = fileURLToPath(new URL('end-in-migration.mjs', import.meta.url))
  const child = spawn(process.execPath, [script, direction, url, String(number)], { stdio: 'inherit' })
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  return signal ?? code
}

async function schemaOf({ url }: TestDatabase) {
  const backend = await openBackend({ url, poolSize: 1 })
  const schema = await readSchema(backend.readers)
  await backend.close()
  return [...schema].toSorted(([a], [b]) => (a < b ? -1 : 1))
}

/** Undoes a migration, and before it whatever came after it. */
async function undo(url: string, name: string): Promise<void> {
  for (let undone = await rollback(url); undone[0] !== name; undone = await rollback(url)) {
    if (undone.length === 0) throw new Error(`${name} was not applied`)
  }
}

function pathOf({ url }: TestDatabase): string {
  return url.slice('sqlite:'.length)
}

async function onPostgres({ url }: TestDatabase, statement: string): Promise<readonly object[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

describe.each(eachDatabase)('migrations of $name', ({ create }) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await create()
  })
  afterEach(() => database.drop())

  it('are applied once, and said to be pending before', async () => {
    expect(await migrationStatus(database.url)).toEqual({ applied: [], pending: all })
    expect(await migrate(database.url)).toEqual(all)
    expect(await migrate(database.url)).toEqual([])
    expect(await migrationStatus(database.url)).toEqual({ applied: all, pending: [] })
  })

  it('may be applied by several at once to a database that has nothing', async () => {
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url)))
    expect(applied.flat()).toEqual(all)
  })

  it('go down with rows in place, and up again', async () => {
    await migrate(database.url)
    const store = await openStore({ url: database.url })
    await fillEverything(store, await createTestOrganization(store))
    await store.close()
    expect(await rollback(database.url, true)).toEqual(all.toReversed())
    expect(await migrationStatus(database.url)).toEqual({ applied: [], pending: all })
    expect(await migrate(database.url)).toEqual(all)
  })

  it('013 tells of whoever had an externalId with another before, and takes it back', async () => {
    await migrate(database.url)
    const store = await openStore({ url: database.url })
    const { reader, write } = await createTestOrganization(store)
    const [ann, bob] = await write(async (tx) => {
      const users = [
        await insertUser(tx, { userName: 'ann', externalId: 'x' }),
        await insertUser(tx, { userName: 'bob', externalId: 'x' }),
        await insertUser(tx, { userName: 'cid', externalId: 'X' }),
        await insertUser(tx, { userName: 'dan' }),
        await insertUser(tx, { userName: 'eve' }),
      ]
      for (const externalId of ['g', 'g', 'h']) await insertGroup(tx, { displayName: 'staff', externalId })
      return users
    })
    const other = await createTestOrganization(store)
    await other.write((tx) => insertUser(tx, { userName: 'ann', externalId: 'X' }))
    const code = 'external-id-shared'
    await undo(database.url, '013-group-findings')
    expect(await migrate(database.url)).toContain('013-group-findings')
    expect(await reader.assignments.findByRule(code, 9)).toEqual({ count: 2, ids: [ann?.id, bob?.id] })
    expect(await reader.assignments.countValues('finding', '')).toMatchObject([{ value: { code }, count: 2 }])
    expect(await reader.groupFindings.countValues()).toMatchObject([{ value: { code }, count: 2 }])
    expect((await other.reader.assignments.findByRule(code, 9)).count).toBe(0)
    await undo(database.url, '013-group-findings')
    expect((await reader.assignments.findByRule(code, 9)).count).toBe(0)
    await store.close()
  })

  it('that a signal ends in the middle stand whole or not at all, and the next one goes on', async () => {
    const whole = await create()
    await migrate(whole.url)
    const schema = await schemaOf(whole)
    await whole.drop()
    const endsInTheMiddle = async (direction: 'up' | 'down', number: number): Promise<void> => {
      const before = (await migrationStatus(database.url)).applied
      expect(await endInMigration(direction, database, number)).toBe('SIGTERM')
      const { applied } = await migrationStatus(database.url)
      // All migrations of a file are one transaction.
      expect(applied).toEqual(database.kind === 'sqlite' ? before : all.slice(0, applied.length))
    }
    await endsInTheMiddle('up', 90)
    await migrate(database.url)
    expect(await schemaOf(database)).toEqual(schema)
    await endsInTheMiddle('down', 60)
    await migrate(database.url)
    expect(await schemaOf(database)).toEqual(schema)
  })

  it('undoes one at a time, and nothing where there is nothing', async () => {
    await migrate(database.url)
    for (const name of all.toReversed()) expect(await rollback(database.url)).toEqual([name])
    expect(await rollback(database.url)).toEqual([])
  })

  it('are missed by a store that is opened without them, until they are applied', async () => {
    const store = await openStore({ url: database.url })
    await expect(store.check()).rejects.toMatchObject({
      kind: 'unavailable',
      message: /001-initial.*002-request-log.*migrate/,
    })
    await migrate(database.url)
    await expect(store.check()).resolves.toBeUndefined()
    await createTestOrganization(store)
    await store.close()
  })
})

it('are read without a trace: no file, no table', async () => {
  const sqlite = await createTestSqlite()
  expect(await migrationStatus(sqlite.url)).toEqual({ applied: [], pending: all })
  expect(await readdir(dirname(pathOf(sqlite)))).toEqual([])
  await sqlite.drop()
  const postgres = await createTestPostgres()
  expect(await migrationStatus(postgres.url)).toEqual({ applied: [], pending: all })
  const tables = `SELECT count(*)::int AS tables FROM information_schema.tables WHERE table_schema = 'public'`
  expect(await onPostgres(postgres, tables)).toEqual([{ tables: 0 }])
  await postgres.drop()
})

it('does not wait on PostgreSQL for a migration that was killed', async () => {
  const database = await createTestPostgres()
  await migrate(database.url)
  await onPostgres(database, 'UPDATE knex_migrations_lock SET is_locked = 1')
  expect(await rollback(database.url)).toEqual([all.at(-1)])
  await database.drop()
})

it('does not wait on SQLite for a migration that was killed, by an older version too', async () => {
  const database = await createTestSqlite()
  await migrate(database.url)
  const connection = await openSqliteConnection(pathOf(database))
  await connection.all('UPDATE knex_migrations_lock SET is_locked = 1')
  await connection.close()
  expect(await rollback(database.url)).toEqual([all.at(-1)])
  expect(await migrate(database.url)).toEqual([all.at(-1)])
  await database.drop()
})

it('says that PostgreSQL is away where the connection of a migration is cut', async () => {
  const database = await createTestPostgres()
  const holder = new Client({ connectionString: database.url })
  await holder.connect()
  await holder.query('SELECT pg_advisory_lock(7262643)')
  const failure = migrate(database.url).catch((error: unknown) => error)
  const cutWaiting = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`
  while ((await holder.query(cutWaiting)).rows.length === 0);
  expect(await failure).toMatchObject({ name: 'StoreError', kind: 'unavailable' })
  await holder.end()
  await database.drop()
})
