import { createTestSqlite } from '@rolecall/testkit/test-databases'
import { expect, it } from 'vitest'

import { postgresDialect } from '../postgres/postgres-dialect.ts'
import { openSqliteConnection } from '../sqlite/sqlite-connection.ts'
import { sqliteDialect } from '../sqlite/sqlite-dialect.ts'
import { overRows } from './over-rows.ts'

const select = overRows(
  { id: 'integer', name: 'text?' },
  (table) => `SELECT ? AS mine, r.id, r.name FROM ${table} ORDER BY r.id`,
)
const toRow = (id: number) => ({ name: id === 2 ? null : `it's ${id} ?`, id })

it('has the same rows of few as of many', async () => {
  const database = await createTestSqlite()
  const connection = await openSqliteConnection(database.url.slice('sqlite:'.length))
  for (let count = 0; count < 7; count++) {
    const rows = Array.from({ length: count }, (_, id) => toRow(id))
    const { parameters, sql } = select(sqliteDialect, ['x'], rows)
    expect(await connection.all(sql, parameters)).toEqual(rows.map(({ id, name }) => ({ mine: 'x', id, name })))
  }
  await connection.close()
  await database.drop()
})

it('has one text for as many rows, and one for all that are more than a few', () => {
  const texts = [1, 1, 2, 3, 4, 5, 6, 100].map((count) => select(sqliteDialect, ['x'], Array(count).fill(toRow(1))).sql)
  expect(new Set(texts).size).toBe(5)
  expect(texts[0]).not.toContain('json_each')
  expect(texts.at(-1)).toContain('json_each')
})

it('gives PostgreSQL any number as JSON', () => {
  expect(select(postgresDialect, ['x'], [toRow(1)]).parameters).toEqual(['x', JSON.stringify([toRow(1)])])
})
