import { createTestSqlite, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Statement } from '../sql/statements.ts'
import { openSqliteConnection, type SqliteConnection } from './sqlite-connection.ts'
import { createWritePrograms, type WritePrograms } from './write-programs.ts'

let database: TestDatabase
let connection: SqliteConnection
let programs: WritePrograms

beforeEach(async () => {
  database = await createTestSqlite()
  connection = await openSqliteConnection(database.url.slice('sqlite:'.length))
  await connection.all('CREATE TABLE notes (id integer PRIMARY KEY, text text UNIQUE, number real, list text)')
  await connection.all('CREATE TABLE copies (note integer REFERENCES notes (id), text text NOT NULL)')
  programs = createWritePrograms(connection)
})

afterEach(async () => {
  await connection.close()
  await database.drop()
})

/** A note, its copy, and one more of each that is in the list. */
function note(id: number, text: string | null, list: readonly string[] = []): Statement[] {
  return [
    { sql: 'INSERT INTO notes (id, text, number) VALUES (?, ?, ?)', parameters: [id, text, id / 4] },
    { sql: 'UPDATE notes SET list = ? WHERE id = ?', parameters: [JSON.stringify(list), id] },
    {
      sql: `INSERT INTO copies (note, text) SELECT ?, value FROM json_each(?) WHERE true`,
      parameters: [id, JSON.stringify(list)],
    },
  ]
}

/** Has it missed as often as makes it worth a program. */
async function learn(...sequences: readonly Statement[][]): Promise<void> {
  for (const statements of sequences)
    for (let time = 0; time < 3; time++) expect(programs.run(statements)).toBe(undefined)
  await programs.learn()
}

const readAll = async () => ({
  notes: await connection.all('SELECT id, text, number, typeof(id) AS type, list FROM notes ORDER BY id'),
  copies: await connection.all('SELECT note, text FROM copies ORDER BY rowid'),
})

describe('a program of writes', () => {
  it('is made of what came three times, and not before', async () => {
    for (let time = 0; time < 2; time++) expect(programs.run(note(1, 'a'))).toBe(undefined)
    await programs.learn()
    expect(programs.run(note(1, 'a'))).toBe(undefined)
    await programs.learn()
    await programs.run(note(1, 'a'))
    expect((await readAll()).notes).toHaveLength(1)
  })

  it('writes what its statements would have written one by one, whatever the values', async () => {
    const values = ["it's", 'a "quoted" ? text', 'ünï\u{1F600}', '', "'); DROP TABLE notes; --", null]
    for (const [id, text] of values.entries())
      for (const { parameters, sql } of note(id, text, ['x', String(text)])) await connection.all(sql, parameters)
    const expected = await readAll()
    await connection.all('DELETE FROM copies')
    await connection.all('DELETE FROM notes')
    await learn(note(1, 'a'))
    for (const [id, text] of values.entries()) await programs.run(note(id, text, ['x', String(text)]))
    expect(await readAll()).toEqual(expected)
  })

  it('does all or nothing where one of its statements fails, and goes on working', async () => {
    await learn(note(1, 'a'))
    await programs.run(note(1, 'a', ['x']))
    const before = await readAll()
    await expect(programs.run(note(2, 'a', ['y']))).rejects.toMatchObject({ kind: 'conflict' })
    const lost = [{ sql: 'INSERT INTO copies (note, text) VALUES (?, ?)', parameters: [77, 'of nothing'] }]
    await learn(lost)
    await expect(programs.run(lost)).rejects.toThrow('FOREIGN KEY')
    expect(await readAll()).toEqual(before)
    await programs.run(note(2, 'b'))
    expect((await readAll()).notes).toHaveLength(2)
  })

  it('is undone with the transaction that it is part of', async () => {
    await learn(note(1, 'a'))
    await connection.all('BEGIN IMMEDIATE')
    await programs.run(note(1, 'a'))
    await connection.all('ROLLBACK')
    expect((await readAll()).notes).toEqual([])
    await programs.run(note(1, 'a'))
    expect((await readAll()).notes).toHaveLength(1)
  })

  it('is not made of what no trigger may hold, which is run one by one for ever', async () => {
    const odd = [{ sql: 'WITH x AS (SELECT 1 AS id) INSERT INTO notes (id) SELECT id FROM x', parameters: [] }]
    await learn(odd)
    expect(programs.run(odd)).toBe(undefined)
    await programs.learn()
    expect(programs.run(odd)).toBe(undefined)
  })

  it('makes room for others, oldest first', async () => {
    // A sequence for each number: the digits of it.
    const [one, two] = note(1, null)
    const of = (number: number) => Array.from(number.toString(2), (digit) => (digit === '1' ? two : one) as Statement)
    for (let number = 1; number <= 205; number++) await learn(of(number))
    const [row] = await connection.all("SELECT COUNT(*) AS views FROM temp.sqlite_master WHERE type = 'view'")
    expect(row).toEqual({ views: 200 })
    expect(programs.run(of(1))).toBe(undefined)
    await programs.run(of(0b1111))
  })

  it('is not made of more than a hundred, or of more values than a view has columns', async () => {
    const [, update] = note(1, null)
    await learn(Array.from({ length: 101 }, () => update as Statement))
    const wide = {
      sql: `UPDATE notes SET list = ${Array(1_001).fill('?').join(' || ')}`,
      parameters: Array(1_001).fill(''),
    }
    await learn([wide])
    for (const statements of [Array.from({ length: 101 }, () => update as Statement), [wide]])
      expect(programs.run(statements)).toBe(undefined)
  })
})
