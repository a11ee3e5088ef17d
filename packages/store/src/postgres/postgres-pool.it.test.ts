import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'

import { createTestPostgres, type TestDatabase } from '@rolecall/testkit/test-databases'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Statements } from '../sql/statements.ts'
import { createPostgresPool, type Patience, type PostgresPool } from './postgres-pool.ts'

let database: TestDatabase
let operator: PostgresPool

beforeAll(async () => {
  database = await createTestPostgres()
  operator = createPostgresPool(database.url, 1)
})

afterAll(async () => {
  await operator.close()
  await database.drop()
})

/** Ends the connection that runs these statements, as a fail-over does, and comes back when it is gone. */
async function cut(statements: Statements): Promise<void> {
  const [row] = await statements.all('SELECT pg_backend_pid() AS pid', [])
  await operator.all('SELECT pg_terminate_backend(?::int, 10000)', [Number(row?.['pid'])])
}

async function withPool<T>(work: (pool: PostgresPool) => Promise<T>, patience: Partial<Patience> = {}): Promise<T> {
  const pool = createPostgresPool(database.url, 1, patience)
  try {
    return await work(pool)
  } finally {
    await pool.close()
  }
}

describe('a connection that is cut', () => {
  it.each(['run', 'runSnapshot'] as const)('fails the work that has it (%s), and nothing else', async (method) => {
    await withPool(async (pool) => {
      const failed = pool[method](async (statements: Statements) => {
        await cut(statements)
        return await statements.all('SELECT 1 AS one', [])
      })
      await expect(failed).rejects.toMatchObject({ name: 'StoreError', kind: 'unavailable' })
      expect(await pool.all('SELECT 1 AS one', [])).toEqual([{ one: 1 }])
    })
  })
})

describe('a deadlock', () => {
  const take = 'SELECT pg_advisory_xact_lock(?::bigint)'

  it('fails one of two transactions (40P01), which is tried again from its beginning', async () => {
    let meet = (): void => {}
    const bothHaveOne = new Promise<void>((resolve) => {
      meet = resolve
    })
    const attempts: string[] = []
    const cross = (name: string, first: number, second: number) =>
      withPool((pool) =>
        pool.run(async (statements) => {
          await statements.all(`SET LOCAL deadlock_timeout = '10ms'`, [])
          await statements.all(take, [first])
          if (attempts.push(name) === 2) meet()
          await bothHaveOne
          await statements.all(take, [second])
          return name
        }),
      )
    expect(await Promise.all([cross('a', 8, 9), cross('b', 9, 8)])).toEqual(['a', 'b'])
    expect(attempts).toHaveLength(3)
  })
})

describe('a wait', () => {
  const lock = 'SELECT pg_advisory_xact_lock(7)'

  it('for a lock that another session has ends as a conflict', async () => {
    await operator.run(async (other) => {
      await other.all(lock, [])
      const refused = withPool((pool) => pool.run((statements) => statements.all(lock, [])), { lock: 1 })
      await expect(refused).rejects.toMatchObject({ name: 'StoreError', kind: 'conflict' })
    })
  })

  it('for a statement ends as unavailable', async () => {
    const refused = withPool((pool) => pool.all('SELECT pg_sleep(600)', []), { statement: 1 })
    await expect(refused).rejects.toMatchObject({ name: 'StoreError', kind: 'unavailable' })
  })

  it('for a connection that others have ends as unavailable', async () => {
    await withPool(
      (pool) =>
        pool.run(async () => {
          await expect(pool.all('SELECT 1', [])).rejects.toMatchObject({ name: 'StoreError', kind: 'unavailable' })
        }),
      { connection: 100 },
    )
  })

  it('has bounds by default, and others by the URL', async () => {
    const bounds = `SELECT current_setting('lock_timeout') AS lock, current_setting('statement_timeout') AS statement`
    expect(await operator.all(bounds, [])).toEqual([{ lock: '10s', statement: '1min' }])
    const other = createPostgresPool(`${database.url}?lock_timeout=5000&statement_timeout=0`, 1)
    expect(await other.all(bounds, [])).toEqual([{ lock: '5s', statement: '0' }])
    await other.close()
  })
})

it('lets a connection go that has prepared more texts than its server should keep', async () => {
  await withPool(async (pool) => {
    const state = async () => {
      const [row] = await pool.all(
        'SELECT pg_backend_pid() AS pid, count(*)::int AS texts FROM pg_prepared_statements',
        [],
      )
      return row as { readonly pid: number; readonly texts: number }
    }
    const first = await state()
    await pool.all('SELECT 0 AS n', [])
    expect(await state()).toEqual({ pid: first.pid, texts: 2 })
    for (let n = 1; n < 1_000; n++) await pool.all(`SELECT ${n} AS n`, [])
    const last = await state()
    expect(last.texts).toBeLessThan(10)
    expect(last.pid).not.toBe(first.pid)
  })
})

it('gives what is asked at once to the kernel at once, for the server is woken up by each', async () => {
  const own = new pg.Pool({ connectionString: database.url, max: 1, pipeline: true })
  const handed: string[] = []
  own.on('connect', (client) => {
    const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection
    const writev = Reflect.get(stream, '_writev') as NonNullable<Writable['_writev']>
    Reflect.set(stream, '_writev', function note(this: Socket, ...[chunks, done]: Parameters<typeof writev>) {
      handed.push(chunks.map(({ chunk }) => Buffer.from(chunk as Buffer).toString('latin1')).join(''))
      writev.call(this, chunks, done)
    })
  })
  const pool = createPostgresPool(own, 1)
  expect(await Promise.all([1, 2, 3].map((n) => pool.all(`SELECT ${n} AS n`, [])))).toEqual(
    [1, 2, 3].map((n) => [{ n }]),
  )
  expect(handed.filter((text) => text.includes('SELECT'))).toEqual([
    expect.stringMatching(/SELECT 1.*SELECT 2.*SELECT 3/s),
  ])
  await pool.close()
  await own.end()
})
