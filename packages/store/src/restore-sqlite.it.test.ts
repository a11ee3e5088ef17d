import { existsSync, readdirSync } from 'node:fs'
import { copyFile, open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { createTestOrganization, testScope } from '@rolecall/testkit/store-contract/test-organization'
import { insertUser } from '@rolecall/testkit/store-contract/test-records'
import { createTestSqlite, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { backUpSqlite } from './back-up-sqlite.ts'
import { claimDatabase, findDatabaseFile } from './check-file.ts'
import { migrate, rollback } from './migrate.ts'
import { openStore } from './open-store.ts'
import { restoreSqlite } from './restore-sqlite.ts'
import { readContents } from './sqlite/database-contents.ts'
import { openSqliteConnection } from './sqlite/sqlite-connection.ts'

const keeping = { replace: true, stamp: 'then' }
let database: TestDatabase
let path: string
let backup: string
beforeEach(async () => {
  database = await createTestSqlite(migrate)
  path = database.url.slice('sqlite:'.length)
  backup = join(dirname(path), 'backup.db')
  await addMember()
})
afterEach(() => database.drop())

async function addMember(): Promise<void> {
  const store = await openStore({ url: database.url })
  const { write } = await createTestOrganization(store)
  await write(async (tx) => {
    await insertUser(tx, { userName: 'ann@example.com' })
    tx.events.append([{ type: 'MemberProvisioned', subject: 'users/1', data: {} }])
  })
  await store.close()
}

const membersOf = async (file: string) => (await readContents(file)).members
async function revisionOf(file: string): Promise<unknown> {
  const connection = await openSqliteConnection(file)
  const [row] = await connection.all('SELECT revision FROM organizations')
  await connection.close()
  return row?.['revision']
}
const others = () => readdirSync(dirname(path)).filter((name) => !['rolecall.sqlite', 'backup.db'].includes(name))

describe('a restored database', () => {
  it('has what the backup has, and says of when that is', async () => {
    expect(await backUpSqlite(path, backup)).toMatchObject({ members: 1, organizations: 1, pending: [], unknown: [] })
    await rm(path)
    expect(await restoreSqlite(backup, path, { replace: false, stamp: '' })).toMatchObject({
      members: 1,
      lastChange: testScope.now,
      kept: null,
    })
    expect(await findDatabaseFile(database.url)).toBe('rolecall')
    expect(others()).toEqual(['rolecall.sqlite-lock'])
  })

  it('gives no event an id that one has had which is lost', async () => {
    await backUpSqlite(path, backup)
    const before = Number(await revisionOf(path))
    await restoreSqlite(backup, path, keeping)
    expect(await revisionOf(path)).toBe(before + 1_000_000_000)
    expect(await revisionOf(backup)).toBe(before)
  })

  it('takes the place of another only when it is told to, and keeps that with its last writes', async () => {
    await backUpSqlite(path, backup)
    await addMember()
    await expect(restoreSqlite(backup, path, { replace: false, stamp: '' })).rejects.toThrow(/--replace/)
    expect(await membersOf(path)).toBe(2)
    expect((await restoreSqlite(backup, path, keeping)).kept).toBe(`${path}.before-then`)
    expect([await membersOf(path), await membersOf(`${path}.before-then`)]).toEqual([1, 2])
  })

  it('takes the place of what is damaged, empty, lost or of another program, and of no log that was beside that', async () => {
    await backUpSqlite(path, backup)
    const file = await open(path, 'r+')
    await file.write(Buffer.alloc(4096 * 8, 0x5a), 0, 4096 * 8, 4096)
    await file.close()
    await writeFile(`${path}-wal`, 'of the damaged one')
    expect(await restoreSqlite(backup, path, keeping)).toMatchObject({ members: 1, kept: `${path}.before-then` })
    expect(await membersOf(path)).toBe(1)
    expect(others()).toContain('rolecall.sqlite.before-then')
    await writeFile(path, '')
    await restoreSqlite(backup, path, keeping)
    expect(await membersOf(path)).toBe(1)
    await rename(path, `${path}.lost`)
    await writeFile(`${path}-wal`, 'of the lost one')
    await restoreSqlite(backup, path, keeping)
    expect([await membersOf(path), existsSync(`${path}-wal`)]).toEqual([1, false])
  })

  it('is refused where a server works, or anybody else, and then all is as it was', async () => {
    await backUpSqlite(path, backup)
    const claim = await claimDatabase(database.url)
    await expect(restoreSqlite(backup, path, keeping)).rejects.toThrow(/served by another process/)
    await claim.release()
    const store = await openStore({ url: database.url })
    await expect(restoreSqlite(backup, path, keeping)).rejects.toThrow(/is in use/)
    await createTestOrganization(store)
    await store.close()
    expect(others().filter((name) => name.includes('before'))).toEqual([])
  })

  it('is made of nothing but a backup of this version or an older one', async () => {
    for (const [content, reason] of [
      ['', 'is empty'],
      ['nonsense '.repeat(200), 'damaged'],
    ] as const) {
      await writeFile(backup, content)
      await expect(restoreSqlite(backup, path, keeping)).rejects.toThrow(reason)
    }
    await rm(backup)
    const foreign = await openSqliteConnection(backup)
    await foreign.all('CREATE TABLE songs (title text)')
    await foreign.close()
    await expect(restoreSqlite(backup, path, keeping)).rejects.toThrow(/no database of Rolecall/)
    await rm(backup)
    const newer = await openSqliteConnection(path)
    await newer.all("INSERT INTO knex_migrations (name, batch) VALUES ('999-newer', 9)")
    await newer.close()
    await copyFile(path, backup)
    await expect(restoreSqlite(backup, path, keeping)).rejects.toThrow(/newer version of Rolecall.*999-newer/)
    expect(await membersOf(path)).toBe(1)
    expect(others().filter((name) => /before|restoring/.test(name))).toEqual([])
  })

  it('may lack migrations, and says which', async () => {
    const [last] = await rollback(database.url)
    await backUpSqlite(path, backup)
    expect((await restoreSqlite(backup, path, keeping)).pending).toEqual([last])
  })
})
