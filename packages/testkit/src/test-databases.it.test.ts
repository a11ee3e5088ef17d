import { writeFile } from 'node:fs/promises'
import { Client } from 'pg'
import { describe, expect, it } from 'vitest'
import { createTestPostgres, createTestSqlite, eachDatabase } from './test-databases.ts'

describe('test databases', () => {
  it.each(eachDatabase)('gives a $name database of its own to each caller', async ({ create }) => {
    const [one, other] = await Promise.all([create(), create()])
    expect(one.url).not.toBe(other.url)
    await Promise.all([one.drop(), other.drop()])
  })

  it('drops a PostgreSQL database that is still in use', async () => {
    const database = await createTestPostgres()
    const client = new Client({ connectionString: database.url })
    client.on('error', () => undefined)
    await client.connect()
    await client.query('CREATE TABLE letters (letter text)')
    await database.drop()
    await expect(client.query('SELECT 1')).rejects.toThrow()
    await expect(new Client({ connectionString: database.url }).connect()).rejects.toThrow('does not exist')
  })

  it('sorts PostgreSQL text by language, so that a missing COLLATE "C" shows', async () => {
    const database = await createTestPostgres()
    const client = new Client({ connectionString: database.url })
    await client.connect()
    const { rows } = await client.query(
      `SELECT letter FROM (VALUES ('b'), ('B'), ('a'), ('A')) AS letters (letter) ORDER BY letter`,
    )
    expect(rows.map(({ letter }) => letter)).toEqual(['a', 'A', 'b', 'B'])
    await client.end()
    await database.drop()
  })

  it('removes the folder of a SQLite file', async () => {
    const database = await createTestSqlite()
    const file = database.url.slice('sqlite:'.length)
    await writeFile(file, '')
    await database.drop()
    await expect(writeFile(file, '')).rejects.toThrow('ENOENT')
  })
})
