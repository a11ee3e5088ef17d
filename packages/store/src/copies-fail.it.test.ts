import { readdirSync } from 'node:fs'
import fs, { mkdir, rm, writeFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { dirname, join } from 'node:path'

import { createTestOrganization } from '@rolecall/testkit/store-contract/test-organization'
import { insertUser } from '@rolecall/testkit/store-contract/test-records'
import { createTestSqlite, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { backUpSqlite } from './back-up-sqlite.ts'
import { migrate } from './migrate.ts'
import { openStore } from './open-store.ts'
import { restoreSqlite } from './restore-sqlite.ts'
import { readContents } from './sqlite/database-contents.ts'
import { loadSqlite3 } from './sqlite/load-sqlite3.ts'

let left = 0
let struck: string | null = null

/** Whether the call that is about to be made is the one that fails. */
function strikes(name: string): boolean {
  if (left === 0) return false
  left -= 1
  if (left > 0) return false
  struck = name
  return true
}

const noSpace = (code: string) => Object.assign(new Error(`${code}: there is no space left`), { code })

type Done = (error: Error | null) => void

const undo: (() => void)[] = []

/** Puts a method before one of an object, for the tests of this file. */
function replaceMethod<T extends object, K extends keyof T & string>(
  of: T,
  name: K,
  toFailing: (method: T[K]) => T[K],
): void {
  const method = of[name]
  of[name] = toFailing(method)
  undo.push(() => void (of[name] = method))
}

beforeAll(async () => {
  for (const name of ['link', 'open', 'rename', 'stat'] as const)
    replaceMethod(
      fs as Record<typeof name, (...words: unknown[]) => Promise<unknown>>,
      name,
      (method) =>
        (...words) =>
          strikes(name) ? Promise.reject(noSpace('ENOSPC')) : method(...words),
    )
  syncBuiltinESMExports()
  const { Database } = await loadSqlite3()
  const prototype = Database.prototype as Record<'exec' | 'prepare', (sql: string, done: Done) => unknown>
  for (const name of ['exec', 'prepare'] as const)
    replaceMethod(
      prototype,
      name,
      (method) =>
        function failing(this: unknown, sql, done) {
          if (!strikes(sql)) return method.call(this, sql, done)
          process.nextTick(done, noSpace('SQLITE_FULL'))
          return this
        },
    )
})
afterAll(() => {
  for (const one of undo) one()
  syncBuiltinESMExports()
})

let database: TestDatabase
let path: string
let backup: string
beforeEach(async () => {
  database = await createTestSqlite()
  path = database.url.slice('sqlite:'.length)
  backup = join(dirname(path), 'backup.db')
  await migrate(database.url)
  await addMember()
})
afterEach(() => database.drop())

async function addMember(): Promise<void> {
  const store = await openStore({ url: database.url })
  const { write } = await createTestOrganization(store)
  await write((tx) => insertUser(tx, { userName: 'ann@example.com' }))
  await store.close()
}

const membersOf = async (file: string) => (await readContents(file)).members
/** Whoever reads the database has its log there. */
const files = () =>
  readdirSync(dirname(path))
    .filter((name) => !/^rolecall\.sqlite-(wal|shm)$/.test(name))
    .toSorted()

/** Lets the first call fail, then the second, and so on until nothing fails; `after` looks at what each has left. */
async function failEachCall(
  work: () => Promise<unknown>,
  after: (failed: string, outcome: string) => Promise<void>,
): Promise<number> {
  for (let number = 1; ; number++) {
    struck = null
    left = number
    const outcome = await work().then(
      () => 'done',
      () => 'failed',
    )
    left = 0
    if (struck === null) {
      expect(outcome).toBe('done')
      return number
    }
    await after(struck, outcome)
  }
}

/** A full disk is one of them: whatever is written may find no space. */
describe('where any call to the database or the file system fails', { timeout: 120_000 }, () => {
  it('a backup leaves no file, under its name or another, and the next one is whole', async () => {
    await writeFile(`${backup}.partial`, 'of one that was killed')
    const calls = await failEachCall(
      () => backUpSqlite(path, backup),
      async (failed, outcome) => {
        expect([failed, outcome]).toEqual([failed, 'failed'])
        // The name is given last, to what is whole.
        if (files().includes('backup.db')) {
          expect([failed, await membersOf(backup)]).toEqual(['open', 1])
          await rm(backup)
        }
        expect([failed, files()]).toEqual([failed, ['rolecall.sqlite']])
      },
    )
    expect(calls).toBeGreaterThan(10)
    expect([files(), await membersOf(backup)]).toEqual([['backup.db', 'rolecall.sqlite'], 1])
  })

  it('a backup to a name that is taken meanwhile leaves what is there', async () => {
    await mkdir(backup)
    await expect(backUpSqlite(path, backup)).rejects.toThrow()
    expect(files()).toEqual(['backup.db', 'rolecall.sqlite'])
  })

  it('a restore leaves the database of before or the backup in its place, whole, and nothing half', async () => {
    await backUpSqlite(path, backup)
    await addMember()
    let number = 0
    const calls = await failEachCall(
      () => restoreSqlite(backup, path, { replace: true, stamp: String((number += 1)) }),
      async (failed, outcome) => {
        // What stands in the place is kept, whatever it is, and where it can't be given a second name it is copied.
        const whole = outcome === 'done' ? [1] : [1, 2]
        expect([failed, whole.includes(await membersOf(path))]).toEqual([failed, true])
        expect([failed, files().filter((name) => name.includes('restoring'))]).toEqual([failed, []])
      },
    )
    expect(calls).toBeGreaterThan(15)
    expect(await membersOf(path)).toBe(1)
  })
})
