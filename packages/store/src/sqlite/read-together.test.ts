import { createTestSqlite, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Statement } from '../sql/statements.ts'
import { canGoTogether, readTogether } from './read-together.ts'
import { openSqliteConnection, type SqliteConnection } from './sqlite-connection.ts'

let database: TestDatabase
let connection: SqliteConnection

beforeAll(async () => {
  database = await createTestSqlite()
  connection = await openSqliteConnection(database.url.slice('sqlite:'.length))
  await connection.all('CREATE TABLE notes (id integer PRIMARY KEY, text text, number real, data text)')
  const insert = 'INSERT INTO notes (text, number, data) VALUES (?, ?, ?)'
  await connection.all(insert, ['it\'s "a" \\ b\n\u{1F600}\u0001', 1.5, '{"a":[1,"2"]}'])
  await connection.all(insert, ['', -2, '[]'])
  await connection.all(insert, [null, null, null])
})

afterAll(async () => {
  await connection.close()
  await database.drop()
})

const reads: readonly Statement[] = [
  { sql: 'SELECT * FROM notes ORDER BY id', parameters: [] },
  { sql: 'SELECT n.data, n.text AS "a name" FROM notes n ORDER BY n.id DESC LIMIT ?', parameters: [2] },
  { sql: 'SELECT id FROM notes WHERE text = ?', parameters: ['nobody'] },
  { sql: 'WITH x AS (SELECT ? AS one) SELECT one, 9007199254740991 AS large, 0.1 AS small FROM x', parameters: ["'?"] },
  { sql: 'SELECT COUNT(*) AS count, MAX(number) FROM notes', parameters: [] },
]

describe('reads that go together', () => {
  it('have the rows that each has alone, in its order, and none where there are none', async () => {
    const alone: object[][] = []
    for (const { parameters, sql } of reads) alone.push(await connection.all(sql, parameters))
    expect(await readTogether(connection, reads)).toEqual(alone)
    expect(await readTogether(connection, reads.toReversed())).toEqual(alone.toReversed())
  })

  it('see what was written since, by the text that was prepared before', async () => {
    const [before] = await readTogether(connection, [reads[4]!, reads[2]!])
    await connection.all("INSERT INTO notes (text) VALUES ('nobody')")
    const [after, found] = await readTogether(connection, [reads[4]!, reads[2]!])
    expect([before, after]).toMatchObject([[{ count: 3 }], [{ count: 4 }]])
    expect(found).toEqual([{ id: 4 }])
  })

  it('fail together', async () => {
    const wrong = { sql: 'SELECT missing FROM notes', parameters: [] }
    await expect(readTogether(connection, [reads[0]!, wrong])).rejects.toThrow('no such column')
  })

  it('are none that answer JSON of their own', () => {
    expect(canGoTogether({ sql: 'SELECT json_group_array(id) AS ids FROM notes', parameters: [] })).toBe(false)
    expect(
      canGoTogether({ sql: 'SELECT id FROM notes WHERE id IN (SELECT value FROM json_each(?))', parameters: [] }),
    ).toBe(true)
  })
})
