import { describe, expect, it } from 'vitest'

import { sqliteDialect } from '../sqlite/sqlite-dialect.ts'
import { runWork } from './run-work.ts'
import { raiseRevision, type Statement, type WritingStatements } from './statements.ts'

/** Runs work on a database that answers each statement with itself, and notes the trips. */
async function run<T>(work: (statements: WritingStatements) => Promise<T>, failing?: string) {
  const trips: string[][] = []
  const done = await runWork(
    sqliteDialect,
    async (statements: readonly Statement[]) => {
      trips.push(statements.map(({ sql }) => sql))
      if (statements.some(({ sql }) => sql === failing)) throw new Error(`failed ${failing}`)
      return statements.map(({ sql }) => (sql.includes('NOTHING') ? [] : [{ sql }]))
    },
    work,
  )
  return { trips, ...done, rest: done.rest.map(({ sql }) => sql) }
}

const insertUser = 'INSERT INTO users (id) VALUES (?)'
const insertEvent = 'INSERT INTO events (id) VALUES (?)'
const deleteUser = 'DELETE FROM users WHERE id = ?'
const takeJob = 'DELETE FROM jobs WHERE id = ? RETURNING id'
const takeNothing = 'DELETE FROM jobs WHERE NOTHING RETURNING id'
const readUsers = 'SELECT id FROM users'
const readGroups = 'SELECT id FROM groups'

describe('the work of a transaction', () => {
  it('asks at once by one trip, in the order of the calls', async () => {
    const { trips, value } = await run(({ all }) => Promise.all([all(readUsers, []), all(readGroups, [])]))
    expect(trips).toEqual([[readUsers, readGroups]])
    expect(value).toEqual([[{ sql: readUsers }], [{ sql: readGroups }]])
  })

  it('leaves its writes to the commit', async () => {
    const { rest, trips, written } = await run(async ({ all, write }) => {
      await write(insertUser, ['1'])
      await all(readGroups, [])
      await write(insertEvent, ['1'])
    })
    expect({ rest, trips, written }).toEqual({ rest: [insertUser, insertEvent], trips: [[readGroups]], written: true })
  })

  it.each([
    ['the table that was written', insertUser, readUsers],
    ['any table after a delete that takes others with it', deleteUser, readGroups],
  ])('writes before it reads %s', async (_, write, read) => {
    const { rest, trips } = await run(async (statements) => {
      await statements.write(insertEvent, ['1'])
      await statements.write(write, ['1'])
      await statements.all(read, [])
      await statements.write(insertEvent, ['2'])
    })
    expect({ rest, trips }).toEqual({ rest: [insertEvent], trips: [[insertEvent, write, read]] })
  })

  it('writes what it has kept before a write that says what it did', async () => {
    const { rest, trips } = await run(async ({ write }) => {
      await write(insertUser, ['1'])
      await write(takeJob, ['1'])
    })
    expect({ rest, trips }).toEqual({ rest: [], trips: [[insertUser, takeJob]] })
  })

  it.each([
    ['nothing at all', async () => {}],
    ['the revision alone', ({ write }: WritingStatements) => write(raiseRevision, [1, 'x'])],
    ['what found nothing to do', ({ write }: WritingStatements) => write(takeNothing, [])],
  ])('has written nothing by %s, and leaves nothing', async (_, work) => {
    expect(await run<unknown>(work)).toMatchObject({ written: false, rest: [] })
  })

  it('does not keep more than a memory should hold', async () => {
    const { rest, trips } = await run(async ({ write }) => {
      for (let time = 0; time < 5; time++) await write(insertUser, ['x'.repeat(100_000)])
    })
    expect(trips).toEqual([[insertUser, insertUser, insertUser]])
    expect(rest).toEqual([insertUser, insertUser])
  })

  it('fails by a statement that failed, though the work has caught it', async () => {
    const work = async ({ all, write }: WritingStatements) => {
      await write(insertUser, ['1'])
      await all(readGroups, []).catch(() => [])
    }
    await expect(run(work, readGroups)).rejects.toThrow(`failed ${readGroups}`)
  })

  it('refuses what is asked when it has ended', async () => {
    let late: WritingStatements | undefined
    await run(async (statements) => void (late = statements))
    await expect(late?.all(readUsers, [])).rejects.toThrow('has ended')
    await expect(late?.write(insertUser, [])).rejects.toThrow('has ended')
  })
})
