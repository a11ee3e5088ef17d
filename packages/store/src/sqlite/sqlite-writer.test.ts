import { AsyncLocalStorage } from 'node:async_hooks'

import { StoreError } from '@rolecall/core/store-error'
import { createTestSqlite, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { parseDatabaseUrl } from '../database-url.ts'
import type { Parameter } from '../sql/parameter.ts'
import type { WritingStatements } from '../sql/statements.ts'
import { openSqliteConnection, type SqliteConnection } from './sqlite-connection.ts'
import { createSqliteWriter, type SqliteWriter } from './sqlite-writer.ts'

/** A connection to a real file that notes what it ran, and fails the statements that a test names. */
interface WatchedConnection extends SqliteConnection {
  readonly ran: string[]
  readonly failing: Set<string>
}

let database: TestDatabase
let connection: WatchedConnection
let writer: SqliteWriter

beforeEach(async () => {
  database = await createTestSqlite()
  connection = watch(await openSqliteConnection(pathOf(database)))
  await connection.all('CREATE TABLE notes (text text PRIMARY KEY)')
  writer = createSqliteWriter(connection)
})

afterEach(async () => {
  await writer.close()
  await database.drop()
})

describe('writes that share a commit', () => {
  it('commit once for all that arrive while a transaction is open', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => `note ${String(index).padStart(2, '0')}`)
    await Promise.all(texts.map((text) => writer.run(insert(text))))
    expect(await readNotes()).toEqual(texts)
    expect(commits()).toBe(1)
  })

  it('run each as whoever asked for it, whoever has begun the transaction', async () => {
    const caller = new AsyncLocalStorage<string>()
    const seen: unknown[] = []
    const { all } = connection
    connection.all = (sql, parameters) => {
      seen.push(`${caller.getStore() ?? 'nobody'}: ${sql.split(' ').slice(0, 2).join(' ')}`)
      return all(sql, parameters)
    }
    const ask = (name: string) =>
      caller.run(name, () =>
        writer.run(async (statements) => {
          await statements.all('SELECT 1', [])
          await insert(`${name} ${caller.getStore()}`)(statements)
        }),
      )
    await Promise.all(['ann', 'bob', 'cid'].map(ask))
    expect(await readNotes()).toEqual(['ann ann', 'bob bob', 'cid cid'])
    for (const name of ['ann', 'bob', 'cid']) expect(seen).toContain(`${name}: INSERT INTO`)
    expect(seen).toContain('nobody: COMMIT')
    seen.length = 0
    await ask('dan')
    expect(seen.filter((line) => String(line).startsWith('nobody'))).toEqual([])
  })

  it('are not answered before the commit', async () => {
    const { ran } = connection
    await Promise.all(['a', 'b'].map((text) => writer.run(insert(text)).then(() => ran.push(`answered ${text}`))))
    expect(ran.slice(ran.indexOf('COMMIT'))).toEqual(['COMMIT', 'answered a', 'answered b'])
  })

  it('all fail as unavailable where the commit fails, and leave nothing', async () => {
    connection.failing.add('COMMIT')
    const answers = await Promise.allSettled(['a', 'b', 'c'].map((text) => writer.run(insert(text))))
    expect(answers.map(toKind)).toEqual(['unavailable', 'unavailable', 'unavailable'])
    connection.failing.clear()
    expect(await readNotes()).toEqual([])
  })

  it('are undone where the file has gone when they are to be committed, for a reason that all of them are told', async () => {
    let looks = 0
    const gone = new StoreError('unavailable', 'it was removed', { reason: 'moved' })
    const watched = createSqliteWriter(connection, () => {
      if (++looks === 2) throw gone
    })
    const answers = await Promise.allSettled(['a', 'b'].map((text) => watched.run(insert(text))))
    expect(answers).toMatchObject([{ reason: { reason: 'moved' } }, { reason: { reason: 'moved' } }])
    expect(await readNotes()).toEqual([])
    await watched.run(insert('c'))
    await watched.end()
    expect(await readNotes()).toEqual(['c'])
  })

  it.each([
    ['that writes', insert('bad')],
    ['that reads', (statements: WritingStatements) => statements.all('SELECT text FROM notes', [])],
  ])(
    'are all undone where a statement of one of them %s ends the transaction, as a failing disk does',
    async (_, bad) => {
      for (const text of ['x', 'y', 'z']) await writer.run(insert(text))
      const { all } = connection
      // SQLite undoes the whole transaction then (sqlite.org/lang_transaction.html, 4).
      connection.all = async (sql, parameters) => {
        if (parameters?.includes('bad') !== true && !/^SELECT text FROM notes$/.test(sql)) return all(sql, parameters)
        await all('ROLLBACK')
        throw new StoreError('unavailable', 'disk I/O error')
      }
      const answers = await Promise.allSettled([writer.run(insert('a')), writer.run(bad), writer.run(insert('c'))])
      connection.all = all
      const kept = answers.flatMap(({ status }, place) => (status === 'fulfilled' ? ['a', 'bad', 'c'][place] : []))
      expect(answers.slice(0, 2).map(toKind)).toEqual(['unavailable', 'unavailable'])
      expect(await readNotes()).toEqual(['x', 'y', 'z', ...kept])
    },
  )

  it('that come after a failed commit are not touched by it', async () => {
    connection.failing.add('COMMIT')
    await expect(writer.run(insert('lost'))).rejects.toMatchObject({ kind: 'unavailable' })
    connection.failing.clear()
    await writer.run(insert('kept'))
    expect(await readNotes()).toEqual(['kept'])
  })

  it('fail alone: an error of the work undoes that write and no other', async () => {
    const refuse = (text: string) => async (statements: WritingStatements) => {
      await insert(text)(statements)
      throw new RangeError(`refused ${text}`)
    }
    const answers = await Promise.allSettled([
      writer.run(insert('a')),
      writer.run(refuse('b')),
      writer.run(insert('c')),
    ])
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(answers[1]).toMatchObject({ reason: new RangeError('refused b') })
    expect(await readNotes()).toEqual(['a', 'c'])
    expect(commits()).toBe(1)
  })

  it('fail as a conflict where a unique value is there already', async () => {
    const [first, second] = await Promise.allSettled([writer.run(insert('a')), writer.run(insert('a'))])
    expect(first?.status).toBe('fulfilled')
    expect(second && toKind(second)).toBe('conflict')
  })
})

describe('writes that may be lost', () => {
  const level = async (): Promise<unknown> => (await connection.all('PRAGMA synchronous'))[0]?.['synchronous']
  const [normal, full] = [1, 2]
  const lose = (text: string) => writer.run(insert(text), { mayBeLost: true })

  it('wait for no disk, and those after them do', async () => {
    await lose('a')
    expect(await level()).toBe(normal)
    await writer.run(insert('b'))
    expect(await level()).toBe(full)
    expect(await readNotes()).toEqual(['a', 'b'])
  })

  it('share the commit of those that must not, and take none of these along', async () => {
    await Promise.all([writer.run(insert('a')), lose('b'), lose('c')])
    expect([await level(), commits()]).toEqual([full, 1])
    let kept: Promise<unknown> | undefined
    const { ran } = connection
    await writer.run(
      async (statements) => {
        await statements.write('INSERT INTO notes VALUES (?) RETURNING text', ['d'])
        kept = writer.run(insert('e'))
      },
      { mayBeLost: true },
    )
    await kept
    expect(ran.filter((sql) => /^(PRAGMA synchronous =|COMMIT)/.test(sql)).slice(1)).toEqual([
      'PRAGMA synchronous = NORMAL',
      'COMMIT',
      'PRAGMA synchronous = FULL',
    ])
    expect(await readNotes()).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('fail where the disk can not be left out, and others do not', async () => {
    connection.failing.add('PRAGMA synchronous = NORMAL')
    const answers = await Promise.allSettled([lose('a')])
    expect(answers.map(toKind)).toEqual(['unavailable'])
    await writer.run(insert('b'))
    expect(await readNotes()).toEqual(['b'])
  })
})

it('a transaction that nobody wrote in is rolled back, so that readers see no commit', async () => {
  expect(await writer.run((statements) => statements.all('SELECT 1 AS one', []))).toEqual([{ one: 1 }])
  expect(commits()).toBe(0)
})

it('a write that changed something without saying so is undone', async () => {
  await Promise.all([
    writer.run((statements) => statements.all("INSERT INTO notes VALUES ('unsaid')", [])),
    writer.run(insert('said')),
  ])
  expect(await readNotes()).toEqual(['said'])
})

it('fails as unavailable what waits where no transaction can be begun, and goes on when it can', async () => {
  connection.failing.add('BEGIN IMMEDIATE')
  const answers = await Promise.allSettled([writer.run(insert('a')), writer.run(insert('b'))])
  expect(answers.map(toKind)).toEqual(['unavailable', 'unavailable'])
  connection.failing.clear()
  await writer.run(insert('c'))
  expect(await readNotes()).toEqual(['c'])
})

it('fails all of the transaction where its savepoints fail', async () => {
  connection.failing.add('RELEASE one_write')
  const answers = await Promise.allSettled([writer.run(insert('a'))])
  expect(answers.map(toKind)).toEqual(['unavailable'])
  connection.failing.clear()
  expect(await readNotes()).toEqual([])
})

it('shares a commit among 64 writes at most, so that the first is not kept waiting by the last', async () => {
  await Promise.all(Array.from({ length: 130 }, (_, index) => writer.run(insert(`note ${index}`))))
  expect(commits()).toBe(3)
})

it('end waits for the writes under way and refuses new ones', async () => {
  const writes = ['a', 'b'].map((text) => writer.run(insert(text)))
  const ended = writer.end()
  await expect(writer.run(insert('late'))).rejects.toMatchObject({ kind: 'unavailable' })
  await ended
  await writer.close()
  await Promise.all(writes)
  connection = watch(await openSqliteConnection(pathOf(database)))
  writer = createSqliteWriter(connection)
  expect(await readNotes()).toEqual(['a', 'b'])
})

function watch(inner: SqliteConnection): WatchedConnection {
  const ran: string[] = []
  const failing = new Set<string>()
  return {
    ran,
    failing,
    async all<R extends object>(sql: string, parameters?: readonly Parameter[]) {
      if (failing.has(sql)) throw new StoreError('unavailable', 'the disk is full')
      const rows = await inner.all<R>(sql, parameters)
      ran.push(sql)
      return rows
    },
    close: () => inner.close(),
  }
}

function insert(text: string) {
  return (statements: WritingStatements) => statements.write('INSERT INTO notes VALUES (?)', [text])
}

async function readNotes(): Promise<unknown[]> {
  const rows = await connection.all('SELECT text FROM notes ORDER BY rowid')
  return rows.map(({ text }) => text)
}

function commits(): number {
  return connection.ran.filter((sql) => sql === 'COMMIT').length
}

function toKind(answer: PromiseSettledResult<unknown>): unknown {
  return answer.status === 'rejected' && answer.reason instanceof StoreError ? answer.reason.kind : answer
}

function pathOf({ url }: TestDatabase): string {
  const location = parseDatabaseUrl(url)
  if (location.dialect !== 'sqlite') throw new TypeError(`Not a SQLite file: ${url}`)
  return location.path
}
