import { StoreError } from '@rolecall/core/store-error'
import { createTestPostgres, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { migrate } from '../migrate.ts'
import type { Statements } from '../sql/statements.ts'
import { createPostgresPool, type PostgresPool } from './postgres-pool.ts'

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

async function withPool<T>(work: (pool: PostgresPool) => Promise<T>): Promise<T> {
  const pool = createPostgresPool(database.url, 1)
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
