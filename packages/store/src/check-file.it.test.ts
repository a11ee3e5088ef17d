import { readdirSync } from 'node:fs'
import { open, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { createTestOrganization } from '@rolecall/testkit/store-contract/test-organization'
import { insertUser } from '@rolecall/testkit/store-contract/test-records'
import { createTestPostgres, createTestSqlite, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { checkDatabaseFile, claimDatabase, findDatabaseFile } from './check-file.ts'
import { migrate } from './migrate.ts'
import { openStore } from './open-store.ts'
import { openSqliteConnection } from './sqlite/sqlite-connection.ts'

const enough = 60_000
let database: TestDatabase
let path: string
beforeEach(async () => {
  database = await createTestSqlite()
  path = database.url.slice('sqlite:'.length)
})
afterEach(() => database.drop())

/** A database in which somebody is. */
async function fill(): Promise<void> {
  await migrate(database.url)
  const store = await openStore({ url: database.url })
  const { write } = await createTestOrganization(store)
  await write(async (tx) => {
    for (let number = 0; number < 200; number++) await insertUser(tx, { userName: `user-${number}@example.com` })
  })
  await store.close()
}

async function run(sql: string): Promise<void> {
  const connection = await openSqliteConnection(path)
  await connection.all(sql)
  await connection.close()
}

/** Writes nonsense over a part of the file. */
async function damage(position: number, length: number): Promise<void> {
  const file = await open(path, 'r+')
  await file.write(Buffer.alloc(length, 0x5a), 0, length, position)
  await file.close()
}

describe('the file of a database', () => {
  it('may be missing before the first start, and is not made by looking', async () => {
    expect(await checkDatabaseFile(database.url, enough)).toEqual({ found: 'missing', bytes: 0, isWhole: true })
    expect(readdirSync(dirname(path))).toEqual([])
  })

  it('is unused without tables, and with nothing but those of the migrator', async () => {
    await run('VACUUM')
    expect(await findDatabaseFile(database.url)).toBe('unused')
    await run('CREATE TABLE knex_migrations (id integer)')
    expect(await findDatabaseFile(database.url)).toBe('unused')
  })

  it('is known by its tables, whatever has been made besides', async () => {
    await fill()
    await run('CREATE TABLE my_notes (text text)')
    expect(await checkDatabaseFile(database.url, enough)).toMatchObject({ found: 'rolecall', isWhole: true })
  })

  it('says that it has not looked at all pages where there was no time', async () => {
    await fill()
    await run(
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) ' +
        `INSERT INTO request_counts SELECT 'x', printf('%064d', i), 'k', 'n', 1 FROM n`,
    )
    expect(await checkDatabaseFile(database.url, 0)).toMatchObject({ found: 'rolecall', isWhole: false })
  })

  it('is refused when it is empty', async () => {
    await writeFile(path, '')
    await expect(findDatabaseFile(database.url)).rejects.toThrow(/is empty \(0 bytes\).*volume.*rolecall restore/)
    expect((await readFile(path)).length).toBe(0)
  })

  it("is refused when it is somebody else's", async () => {
    await run('CREATE TABLE songs (title text)')
    await expect(findDatabaseFile(database.url)).rejects.toThrow(/no database of Rolecall.*songs/)
  })

  it('is missed where its write-ahead log was left behind, and the log is not touched', async () => {
    await fill()
    const store = await openStore({ url: database.url })
    await createTestOrganization(store)
    await rename(path, `${path}.away`)
    await expect(findDatabaseFile(database.url)).rejects.toThrow(/there was one: rolecall\.sqlite-wal/)
    expect(readdirSync(dirname(path))).toContain('rolecall.sqlite-wal')
    await rename(`${path}.away`, path)
    await store.close()
  })

  it('is missed where a server has had it', async () => {
    await fill()
    await (await claimDatabase(database.url)).release()
    expect(await findDatabaseFile(database.url)).toBe('rolecall')
    await rm(path)
    await expect(findDatabaseFile(database.url)).rejects.toThrow(/there was one: rolecall\.sqlite-lock/)
  })

  it.each([
    ['its header', 0, 100],
    ['a page of a table', 4096 * 6, 4096 * 30],
    ['a few bytes', 4096 * 9, 64],
  ])('is damaged where %s is nonsense', async (_, position, length) => {
    await fill()
    await damage(position, length)
    await expect(checkDatabaseFile(database.url, enough)).rejects.toThrow(/This file is damaged: .*rolecall restore/)
  })

  it('is damaged where its end is gone', async () => {
    await fill()
    await truncate(path, 4096 * 12)
    await expect(checkDatabaseFile(database.url, enough)).rejects.toThrow(/This file is damaged/)
  })

  it('is no text', async () => {
    await writeFile(path, 'host: 0.0.0.0\n'.repeat(100))
    await expect(findDatabaseFile(database.url)).rejects.toThrow(/This file is damaged.*not a database/)
  })
})

describe('a claim', () => {
  it('is of one, also by another name of the file, until it is released', async () => {
    await fill()
    const first = await claimDatabase(database.url)
    await expect(claimDatabase(database.url)).rejects.toThrow(/served by another process/)
    await expect(claimDatabase(`sqlite:${join(dirname(path), '.', basename(path))}`)).rejects.toThrow(/served by/)
    await first.release()
    await (await claimDatabase(database.url)).release()
    expect(readdirSync(dirname(path)).toSorted()).toEqual(['rolecall.sqlite', 'rolecall.sqlite-lock'])
  })

  it('leaves the database to those who only work on it', async () => {
    await fill()
    const claim = await claimDatabase(database.url)
    const store = await openStore({ url: database.url })
    await createTestOrganization(store)
    await store.close()
    await claim.release()
  })

  it('is of as many as one likes on PostgreSQL', async () => {
    const postgres = await createTestPostgres()
    const claims = [await claimDatabase(postgres.url), await claimDatabase(postgres.url)]
    for (const claim of claims) await claim.release()
    expect(await checkDatabaseFile(postgres.url, enough)).toBeNull()
    await postgres.drop()
  })
})
