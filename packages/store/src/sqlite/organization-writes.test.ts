import { createTestSqlite, type TestDatabase } from '@rolecall/testkit/test-databases'
import { StoreError } from '@rolecall/core/store-error'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { parseDatabaseUrl } from '../database-url.ts'
import { membersOfStatement } from '../noun/member-rows.ts'
import { raiseRevision, type WritingStatements } from '../sql/statements.ts'
import { createOrganizationWrites, type OrganizationWrites } from './organization-writes.ts'
import { openSqliteConnection, openSqliteReader, type SqliteConnection } from './sqlite-connection.ts'
import { createSqliteWriter, type SqliteWriter } from './sqlite-writer.ts'

let database: TestDatabase
let connection: SqliteConnection
let writer: SqliteWriter
let writes: OrganizationWrites
let readers: number

beforeEach(async () => {
  database = await createTestSqlite()
  const path = pathOf(database)
  connection = await openSqliteConnection(path)
  await connection.all('CREATE TABLE organizations (id text PRIMARY KEY, revision integer NOT NULL)')
  await connection.all("INSERT INTO organizations VALUES ('acme', 0), ('other', 0)")
  await connection.all('CREATE TABLE users (id text PRIMARY KEY)')
  await connection.all('CREATE TABLE events (subject text PRIMARY KEY)')
  await connection.all(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${membersOfStatement}) INSERT INTO users SELECT i FROM n`,
  )
  writer = createSqliteWriter(connection)
  readers = 0
  writes = createOrganizationWrites(writer, async () => {
    readers += 1
    return openSqliteReader(path)
  })
})

afterEach(async () => {
  await writes.end()
  await writer.close()
  await database.drop()
})

/** What a write of a large group is: it reads very much, and writes events; `meanwhile` is done once it is prepared beside the writer. */
function long(subject: string, meanwhile: (statements: WritingStatements) => Promise<void> = async () => {}) {
  return async (statements: WritingStatements): Promise<string> => {
    await raise(statements, 'acme')
    await statements.all('SELECT id FROM users', [])
    await meanwhile(statements)
    await note(subject)(statements)
    return subject
  }
}

async function raise({ all, write }: WritingStatements, id: string): Promise<void> {
  const [row] = await all<{ revision: number }>('SELECT revision FROM organizations WHERE id = ?', [id])
  await write(raiseRevision, [row?.revision ?? -1, id])
}

function note(subject: string) {
  return async ({ write }: WritingStatements): Promise<void> =>
    void (await write('INSERT INTO events VALUES (?)', [subject]))
}

function short(id: string, subject: string) {
  return async (statements: WritingStatements): Promise<void> => {
    await raise(statements, id)
    await note(subject)(statements)
  }
}

async function readSubjects(): Promise<unknown[]> {
  return (await connection.all('SELECT subject FROM events ORDER BY rowid')).map(({ subject }) => subject)
}

const mayBeLong = { mayBeLong: true }

describe('a write that turns out long', () => {
  it('is prepared beside the writer, so that other organizations do not wait for it', async () => {
    const answer = await writes.run(
      'acme',
      long('long', async () => {
        await writes.run('other', short('other', 'of another'))
      }),
      mayBeLong,
    )
    expect(answer).toBe('long')
    expect(await readSubjects()).toEqual(['of another', 'long'])
    expect(await connection.all('SELECT revision FROM organizations ORDER BY id')).toEqual([
      { revision: 1 },
      { revision: 1 },
    ])
  })

  it('has those of its own organization before and after it, in their order', async () => {
    const after: Promise<unknown>[] = []
    const before = ['a', 'b'].map((subject) => writes.run('acme', short('acme', subject)))
    const one = writes.run(
      'acme',
      long('long', async () => {
        if (after.length > 0) return
        for (const subject of ['c', 'd']) after.push(writes.run('acme', short('acme', subject)))
        after.push(writes.run('acme', long('long too'), mayBeLong))
        await writes.run('other', short('other', 'of another'))
      }),
      mayBeLong,
    )
    await Promise.all([...before, one])
    await Promise.all(after)
    expect(await readSubjects()).toEqual(['a', 'b', 'of another', 'long', 'c', 'd', 'long too'])
    expect(readers).toBe(2)
  })

  it('is prepared alone, however many organizations have one, for what each keeps is large', async () => {
    let prepared = 0
    let most = 0
    const ids = ['a', 'b', 'c']
    const all = ids.map((subject) =>
      writes.run(
        subject === 'a' ? 'acme' : 'other',
        long(subject, async ({ all: read }) => {
          most = Math.max(most, (prepared += 1))
          await read('SELECT COUNT(*) FROM users', [])
          prepared -= 1
        }),
        mayBeLong,
      ),
    )
    expect(await Promise.all(all)).toEqual(ids)
    expect(new Set(await readSubjects())).toEqual(new Set(ids))
    expect(most).toBe(1)
    expect(readers).toBe(3)
  })

  it('is so where the work takes what it is told for a failure of its own, as a hook that reads does', async () => {
    const hooked = async (statements: WritingStatements): Promise<string> => {
      await raise(statements, 'acme')
      const found = await statements.all('SELECT id FROM users', []).then(
        () => 'all',
        () => 'nothing',
      )
      await note(found)(statements)
      if (found === 'nothing' && fails) throw new Error('The hook failed')
      return found
    }
    let fails = false
    expect(await writes.run('acme', hooked, mayBeLong)).toBe('all')
    await connection.all('DELETE FROM events')
    fails = true
    expect(await writes.run('acme', hooked, mayBeLong)).toBe('all')
    expect(await readSubjects()).toEqual(['all'])
  })

  it.each(['with a read that sees it', 'at the end'])(
    'is unavailable as any other write where no transaction can be begun, %s',
    async (when) => {
      let refused = false
      const refusing: SqliteConnection = {
        all: (sql, parameters) =>
          refused && sql === 'BEGIN IMMEDIATE'
            ? Promise.reject(new StoreError('conflict', 'the database is locked'))
            : connection.all(sql, parameters),
        close: async () => {},
      }
      const locked = createSqliteWriter(refusing)
      const path = pathOf(database)
      const written = createOrganizationWrites(locked, () => openSqliteReader(path)).run(
        'acme',
        async (statements) => {
          await long('long', async () => void (refused = true))(statements)
          if (when === 'with a read that sees it') await statements.all('SELECT subject FROM events', [])
        },
        mayBeLong,
      )
      await expect(written).rejects.toMatchObject({ kind: 'unavailable' })
      refused = false
      await locked.run(note('next'))
      expect(await readSubjects()).toEqual(['next'])
    },
  )

  it('reads what it has written', async () => {
    let seen: unknown
    await writes.run(
      'acme',
      async (statements) => {
        await long('long')(statements)
        await statements.write('DELETE FROM users', [])
        seen = await statements.all('SELECT COUNT(*) AS users, (SELECT COUNT(*) FROM events) AS events FROM users', [])
        await note('last')(statements)
      },
      mayBeLong,
    )
    expect(seen).toEqual([{ users: 0, events: 1 }])
    expect(await readSubjects()).toEqual(['long', 'last'])
  })

  it.each(['be opened', 'be read'])('is done by the writer where no connection beside it can %s', async (what) => {
    const refuse = () => Promise.reject(new StoreError('unavailable', 'unable to open database file'))
    let closed = 0
    const broken: SqliteConnection = {
      all: (sql) => (sql === 'BEGIN' ? Promise.resolve([]) : refuse()),
      close: async () => void (closed += 1),
    }
    const open = () => (what === 'be opened' ? refuse() : Promise.resolve(broken))
    expect(await createOrganizationWrites(writer, open).run('acme', long('long'), mayBeLong)).toBe('long')
    expect(await readSubjects()).toEqual(['long'])
    expect(closed).toBe(what === 'be opened' ? 0 : 1)
  })

  it.each(['before it takes the writer', 'with the writer'])('leaves nothing where it fails %s', async (when) => {
    const error = new Error('no')
    const failing = writes.run(
      'acme',
      async (statements) => {
        await long('long')(statements)
        if (when === 'with the writer') await statements.all('SELECT subject FROM events', [])
        throw error
      },
      mayBeLong,
    )
    await expect(failing).rejects.toBe(error)
    expect(await readSubjects()).toEqual([])
    await writes.run('acme', short('acme', 'next'))
    expect(await connection.all("SELECT revision FROM organizations WHERE id = 'acme'")).toEqual([{ revision: 1 }])
  })

  it('is refused as a whole where a statement of it fails', async () => {
    const twice = writes.run(
      'acme',
      async (statements) => {
        await long('long')(statements)
        await note('long')(statements)
      },
      mayBeLong,
    )
    await expect(twice).rejects.toBeInstanceOf(StoreError)
    expect(await readSubjects()).toEqual([])
  })

  it('is not committed where it has written nothing', async () => {
    await writes.run(
      'acme',
      async (statements) => {
        await raise(statements, 'acme')
        return statements.all('SELECT id FROM users', [])
      },
      mayBeLong,
    )
    expect(await connection.all("SELECT revision FROM organizations WHERE id = 'acme'")).toEqual([{ revision: 0 }])
  })

  it.each(['alone', 'beside others'])(
    'is done again by the writer where another process has written in between, %s',
    async (how) => {
      const process = await openSqliteConnection(pathOf(database))
      let others: Promise<unknown>[] = []
      let times = 0
      await writes.run(
        'acme',
        long('long', async () => {
          times += 1
          if (times > 1) return
          await process.all("UPDATE organizations SET revision = revision + 1 WHERE id = 'acme'")
          if (how === 'beside others')
            others = ['x', 'y'].map((subject) => writes.run('other', short('other', subject)))
        }),
        mayBeLong,
      )
      await Promise.all(others)
      await process.close()
      expect(times).toBe(2)
      expect(await connection.all("SELECT revision FROM organizations WHERE id = 'acme'")).toEqual([{ revision: 2 }])
      expect((await readSubjects()).filter((subject) => subject === 'long')).toEqual(['long'])
    },
  )

  it('is ended before the file is closed, and so is what waits behind it', async () => {
    const behind: Promise<unknown>[] = []
    let ended: Promise<void> | undefined
    const written = writes.run(
      'acme',
      long('long', async () => {
        behind.push(writes.run('acme', short('acme', 'behind')))
        ended = writes.end().then(() => writer.end())
      }),
      mayBeLong,
    )
    expect(await written).toBe('long')
    await Promise.all([ended, ...behind])
    expect(await readSubjects()).toEqual(['long', 'behind'])
  })

  it('is ended before the file is closed where nobody knows yet that it is long', async () => {
    const written = ['a', 'b'].map((subject) => writes.run('acme', long(subject), mayBeLong))
    const ended = writes.end().then(() => writer.end())
    expect(await Promise.all(written)).toEqual(['a', 'b'])
    await ended
  })
})

it('prepares beside the writer neither what is short nor what is not said to be long', async () => {
  await writes.run('acme', short('acme', 'short'), mayBeLong)
  await writes.run('acme', long('long'))
  expect(await readSubjects()).toEqual(['short', 'long'])
  expect(readers).toBe(0)
})

function pathOf({ url }: TestDatabase): string {
  const location = parseDatabaseUrl(url)
  if (location.dialect !== 'sqlite') throw new TypeError(`Not a SQLite file: ${url}`)
  return location.path
}
