import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

export interface TestDatabase {
  readonly kind: 'postgres' | 'sqlite'
  readonly url: string
  /** Removes it, whoever is still connected. */
  readonly drop: () => Promise<void>
}

/** For `describe.each`: every behaviour of the store is tested on both. */
export const eachDatabase: readonly {
  readonly name: string
  readonly create: () => Promise<TestDatabase>
}[] = [
  { name: 'SQLite', create: createTestSqlite },
  { name: 'PostgreSQL', create: createTestPostgres },
]

/** An empty database of its own on the server that the global setup started. */
export async function createTestPostgres(): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  const name = `rolecall_test_${randomBytes(8).toString('hex')}`
  await execute(server, `CREATE DATABASE ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    kind: 'postgres',
    url: url.href,
    drop: () => execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

/** A file of its own, not yet created, in a temporary folder. */
export async function createTestSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-sqlite-'))
  return {
    kind: 'sqlite',
    url: `sqlite:${join(folder, 'rolecall.sqlite')}`,
    drop: () => rm(folder, { recursive: true, force: true }),
  }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
