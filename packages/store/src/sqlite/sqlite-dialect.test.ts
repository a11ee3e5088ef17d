import { createTestSqlite } from '@rolecall/testkit/test-databases'
import { expect, it } from 'vitest'

import { openSqliteConnection } from './sqlite-connection.ts'
import { sqliteDialect } from './sqlite-dialect.ts'

it('reads each row of a list once, however many columns it has', async () => {
  const database = await createTestSqlite()
  const connection = await openSqliteConnection(database.url.slice('sqlite:'.length))
  const text = `SELECT r.id, r.name FROM ${sqliteDialect.fromRows({ id: 'text', name: 'text' })}`
  const rows = [
    { id: '1', name: 'Ann' },
    { id: '2', name: 'Bob' },
  ]
  const plan = await connection.all(`EXPLAIN QUERY PLAN ${text}`, [sqliteDialect.rows(rows)])
  const read = await connection.all(text, [sqliteDialect.rows(rows)])
  await connection.close()
  await database.drop()
  expect(plan.map(({ detail }) => detail)).toContain('MATERIALIZE each')
  expect(read).toEqual(rows)
})
