import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { Client } from 'pg'
import { describe, expect, it, vi } from 'vitest'
import type { Migrate } from './migrated-templates.ts'
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

describe('a database that is migrated', () => {
  it.each(eachDatabase)('is a copy of its own of what $name was migrated to once', async ({ create }) => {
    const migrate = vi.fn<Migrate>((url) => leave(url, 'first'))
    const [one, other] = await Promise.all([create(migrate), create(migrate)])
    const third = await create(migrate)
    await leave(one.url, 'second')
    expect(await Promise.all([one, other, third].map(({ url }) => found(url)))).toEqual([
      ['first', 'second'],
      ['first'],
      ['first'],
    ])
    expect(migrate).toHaveBeenCalledTimes(1)
    await Promise.all([one, other, third].map(({ drop }) => drop()))
  })

  it.each(eachDatabase)('of $name is another one for other migrations', async ({ create }) => {
    const migrated = (text: string) => create((url) => leave(url, text))
    const [one, other] = await Promise.all([migrated('first'), migrated('second')])
    expect(await Promise.all([found(one.url), found(other.url)])).toEqual([['first'], ['second']])
    await Promise.all([one.drop(), other.drop()])
  })
})

/** Leaves a line in a database. */
async function leave(url: string, line: string): Promise<void> {
  if (url.startsWith('sqlite:')) return appendFile(url.slice('sqlite:'.length), `${line}\n`)
  await ask(url, `CREATE TABLE IF NOT EXISTS lines (line text); INSERT INTO lines VALUES ('${line}')`)
}

/** The lines that were left in it. */
async function found(url: string): Promise<readonly string[]> {
  if (url.startsWith('sqlite:')) return (await readFile(url.slice('sqlite:'.length), 'utf8')).trimEnd().split('\n')
  return (await ask(url, 'SELECT line FROM lines')).map(({ line }) => line)
}

async function ask(url: string, statement: string): Promise<readonly { readonly line: string }[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<{ line: string }>(statement)).rows
  } finally {
    await client.end()
  }
}
