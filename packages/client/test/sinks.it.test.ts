import { createTestPostgres, createTestSqlite, type TestDatabase } from '@rolecall/testkit/test-databases'
import knexOf, { type Knex } from 'knex'
import { Client, Pool, type PoolClient } from 'pg'
import sqlite3 from 'sqlite3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import type { Changes, Content, Member } from '../src/follow/changes.ts'
import { digestOf } from '../src/follow/drift.ts'
import { createKnexSink } from '../src/knex.ts'
import { createPgSink } from '../src/pg.ts'
import type { SinkOptions, SqlSink } from '../src/sink/create-sql-sink.ts'
import { createSqlite3Sink } from '../src/sqlite3.ts'

/** A driver, with what the product does by it in the transaction of a sink. */
interface Driver {
  readonly name: string
  readonly open: (database: TestDatabase) => Promise<Opened>
  readonly createDatabase: () => Promise<TestDatabase>
}

type Alongside = (changes: Changes, execute: (text: string) => Promise<void>) => void | Promise<void>

interface Opened {
  readonly createSink: (options: Omit<SinkOptions<never>, 'alongside'>, alongside?: Alongside) => SqlSink
  readonly query: (text: string) => Promise<readonly Readonly<Record<string, unknown>>[]>
  readonly close: () => Promise<void>
}

const openKnex =
  (client: string) =>
  async ({ url }: TestDatabase): Promise<Opened> => {
    const connection = url.startsWith('sqlite:') ? { filename: url.slice('sqlite:'.length) } : url
    const knex = knexOf({ client, connection, useNullAsDefault: true })
    return {
      createSink: (options, alongside) =>
        createKnexSink(knex, {
          ...options,
          alongside: (changes, trx: Knex.Transaction) =>
            alongside?.(changes, async (text) => void (await trx.raw(text))),
        }),
      async query(text) {
        const answer = (await knex.raw(text)) as unknown
        return Array.isArray(answer) ? answer : (answer as { rows: [] }).rows
      },
      close: () => knex.destroy(),
    }
  }

const drivers: readonly Driver[] = [
  {
    name: 'sqlite3',
    createDatabase: createTestSqlite,
    async open({ url }) {
      const own = new sqlite3.Database(url.slice('sqlite:'.length))
      const all = (database: sqlite3.Database, text: string) =>
        new Promise<Readonly<Record<string, unknown>>[]>((resolve, reject) => {
          database.all<Readonly<Record<string, unknown>>>(text, (error, rows) =>
            error ? reject(error) : resolve(rows),
          )
        })
      return {
        createSink: (options, alongside) =>
          createSqlite3Sink(own, {
            ...options,
            alongside: (changes, database) => alongside?.(changes, async (text) => void (await all(database, text))),
          }),
        query: (text) => all(own, text),
        close: () => new Promise((resolve) => own.close(() => resolve())),
      }
    },
  },
  {
    name: 'pg',
    createDatabase: createTestPostgres,
    async open({ url }) {
      const pool = new Pool({ connectionString: url })
      return {
        createSink: (options, alongside) =>
          createPgSink(pool, {
            ...options,
            alongside: (changes, client: PoolClient) =>
              alongside?.(changes, async (text) => void (await client.query(text))),
          }),
        query: async (text) => (await pool.query<Readonly<Record<string, unknown>>>(text)).rows,
        close: () => pool.end(),
      }
    },
  },
  { name: 'knex on SQLite', createDatabase: createTestSqlite, open: openKnex('sqlite3') },
  { name: 'knex on PostgreSQL', createDatabase: createTestPostgres, open: openKnex('pg') },
]

const member = (userId: string, teams: Member['teams'] = [], more: Partial<Member> = {}): Member => ({
  userId,
  emailAddress: `${userId}@example.com`,
  displayName: null,
  role: 'Member',
  status: 'active',
  emailValidated: false,
  teams,
  ...more,
})
const held = (teamId: string, ...roles: readonly string[]) => ({ teamId, role: roles[0] ?? '', roles })
const team = (id: string, name = id) => ({ id, name, type: 'Team', parent: null, description: null })
const role = {
  scope: 'team',
  name: 'Editor',
  description: 'Ändert "alles"?',
  rank: 1,
  precedence: -3,
  permissions: ['a', "b'c"],
  privileged: true,
} as const

function toChanges(cursor: string, { gone, ...what }: Partial<Changes>): Changes {
  const none = { roles: [], teams: [], members: [], complete: false, digest: undefined }
  return { ...none, organizationId: 'o', revision: 1, cursor, gone: { teams: [], members: [], ...gone }, ...what }
}

const everything: Content = {
  roles: [role, { ...role, scope: 'organization', name: 'Owner' }],
  teams: [team('sales'), { ...team('Ünï', "o'clock?"), parent: 'sales', description: '' }],
  members: [
    member('ann', [held('sales', 'Owner', 'Editor', 'Member'), held('Ünï', 'Editor')], { displayName: 'Ann $1 ?' }),
    member('bob', [held('sales', 'Member')], { status: 'inactive', emailValidated: true }),
  ],
}

describe.each(drivers)('a sink of $name', ({ createDatabase, name, open }) => {
  let database: TestDatabase
  let opened: Opened
  let count = 0
  beforeAll(async () => {
    database = await createDatabase()
    opened = await open(database)
  })
  afterAll(async () => {
    await opened.close()
    await database.drop()
  })

  async function createSink(alongside?: Alongside): Promise<SqlSink> {
    count += 1
    const sink = opened.createSink({ organization: `acme-${count}` }, alongside)
    await sink.createTables()
    return sink
  }
  const digestIn = async (sink: SqlSink) => digestOf(await sink.read())

  it('holds exactly what it was given, and where that is', async () => {
    const sink = await createSink()
    expect(await sink.cursor()).toBeNull()
    expect(await sink.read()).toEqual({ cursor: null, roles: [], teams: [], members: [] })
    expect(await sink.write(toChanges('1-9', { complete: true, ...everything }), null)).toBe(true)
    expect(await digestIn(sink)).toBe(await digestOf(everything))
    expect(await sink.cursor()).toBe('1-9')
    await sink.createTables()
    expect(await digestIn(sink)).toBe(await digestOf(everything))
  })

  it('changes what is named, removes what is gone, and leaves the rest', async () => {
    const sink = await createSink()
    await sink.write(toChanges('1-9', { complete: true, ...everything }), null)
    const ann = member('ann', [held('Ünï', 'Owner')], { role: 'Owner' })
    const next = toChanges('2-9', {
      gone: { teams: ['sales'], members: ['bob'] },
      members: [ann],
      teams: [team('new')],
    })
    expect(await sink.write(next, '1-9')).toBe(true)
    const expected = { ...everything, teams: [everything.teams[1]!, team('new')], members: [ann] }
    expect(await digestIn(sink)).toBe(await digestOf(expected))
  })

  it('has after everything nothing that is not named, and what changes twice once', async () => {
    const sink = await createSink()
    await sink.write(toChanges('1-9', { complete: true, ...everything }), null)
    const less = { roles: [role], teams: [team('sales', 'Selling')], members: [member('ann')] }
    await sink.write(toChanges('2-9', { complete: true, ...less }), '1-9')
    expect(await digestIn(sink)).toBe(await digestOf(less))
    await sink.write(toChanges('3-9', { complete: true, ...less }), '2-9')
    expect(await digestIn(sink)).toBe(await digestOf(less))
    await sink.write(toChanges('4-9', { complete: true, roles: [], teams: [], members: [] }), '3-9')
    expect(await sink.read()).toMatchObject({ cursor: '4-9', roles: [], teams: [], members: [] })
  })

  it('writes nothing where it stands elsewhere, and one of several that come at once', async () => {
    const sink = await createSink()
    await sink.write(toChanges('1-9', { complete: true, ...everything }), null)
    expect(await sink.write(toChanges('2-9', { gone: { teams: [], members: ['ann'] } }), null)).toBe(false)
    expect(await sink.write(toChanges('2-9', { gone: { teams: [], members: ['ann'] } }), '0-9')).toBe(false)
    expect(await digestIn(sink)).toBe(await digestOf(everything))
    const taken = await Promise.all(
      ['a', 'b', 'c', 'd'].map((id) => sink.write(toChanges(`2-${id}`, { members: [member(id)] }), '1-9')),
    )
    expect(taken.filter(Boolean)).toHaveLength(1)
    expect((await sink.read()).members).toHaveLength(3)
  })

  it('writes what the product writes with it in one transaction, or neither', async () => {
    await opened.query('CREATE TABLE IF NOT EXISTS history (line text)')
    let fails = false
    const sink = await createSink(async ({ cursor }, execute) => {
      await execute(`INSERT INTO history VALUES ('${cursor}')`)
      if (fails) throw new Error('the product says no')
    })
    await sink.write(toChanges('1-9', { complete: true, ...everything }), null)
    fails = true
    await expect(sink.write(toChanges('2-9', { members: [member('eve')] }), '1-9')).rejects.toThrow(
      'the product says no',
    )
    expect([await sink.cursor(), await digestIn(sink)]).toEqual(['1-9', await digestOf(everything)])
    fails = false
    expect(await sink.write(toChanges('3-9', { members: [member('eve')] }), '1-9')).toBe(true)
    expect(await opened.query('SELECT line FROM history ORDER BY line')).toEqual([{ line: '1-9' }, { line: '3-9' }])
  })

  it('says so where a table of that name is another one', async () => {
    await opened.query('CREATE TABLE other_teams (organization text, id text)')
    const sink = opened.createSink({ organization: 'acme', prefix: 'other_' })
    await expect(sink.createTables()).rejects.toThrow('the table other_teams is there, and has not the columns')
    await opened.query('DROP TABLE other_teams')
    await sink.createTables()
    expect(await sink.cursor()).toBeNull()
  })

  it.runIf(name.includes('pg') || name.includes('PostgreSQL'))(
    'fails, and the process goes on, where its connection is cut in between',
    async () => {
      const unheard: unknown[] = []
      const listen = (error: unknown) => void unheard.push(error)
      process.on('uncaughtException', listen)
      const other = new Client({ connectionString: database.url })
      await other.connect()
      const sink = await createSink(async () => {
        const others = 'datname = current_database() AND pid <> pg_backend_pid()'
        await other.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others} AND state LIKE 'idle in%'`,
        )
        // Told of the end by the connection itself, before anything is asked on it.
        await vi.waitFor(async () => {
          const { rows } = await other.query(
            `SELECT pid FROM pg_stat_activity WHERE ${others} AND state LIKE 'idle in%'`,
          )
          expect(rows).toEqual([])
        })
        await new Promise((resolve) => setImmediate(resolve))
      })
      await expect(sink.write(toChanges('1-9', { complete: true, ...everything }), null)).rejects.toThrow(
        /terminat|queryable/,
      )
      expect(await sink.cursor()).toBeNull()
      process.removeListener('uncaughtException', listen)
      await other.end()
      expect(unheard).toEqual([])
    },
  )

  it('takes more than one statement holds', async () => {
    const sink = await createSink()
    const many = Array.from({ length: 1_050 }, (_, n) => member(`u${n}`, [held('sales', 'Editor', 'Member')]))
    const all = { ...everything, members: many }
    await sink.write(toChanges('1-9', { complete: true, ...all }), null)
    expect(await digestIn(sink)).toBe(await digestOf(all))
    const gone = many.slice(0, 1_000).map(({ userId }) => userId)
    await sink.write(toChanges('2-9', { gone: { teams: [], members: gone } }), '1-9')
    expect(await digestIn(sink)).toBe(await digestOf({ ...all, members: many.slice(1_000) }))
  })

  it('keeps organizations apart in the same tables, and goes on after a statement that fails', async () => {
    const [one, two] = [await createSink(), await createSink()]
    await one.write(toChanges('1-9', { complete: true, ...everything }), null)
    await two.write(toChanges('5-9', { complete: true, ...everything }), null)
    await two.write(toChanges('6-9', { complete: true, roles: [], teams: [], members: [] }), '5-9')
    const empty = await createSink()
    await empty.write(toChanges('', { complete: true }), null)
    expect((await one.organizations?.())?.slice(-2)).toEqual([`acme-${count - 2}`, `acme-${count - 1}`])
    expect(await digestIn(one)).toBe(await digestOf(everything))
    const broken = opened.createSink({ organization: 'acme', prefix: 'no_such_' })
    await expect(broken.cursor()).rejects.toThrow(/no_such_/)
    expect(await one.cursor()).toBe('1-9')
    expect(() => opened.createSink({ organization: 'acme', prefix: 'x; DROP TABLE y' })).toThrow(TypeError)
  })
})
