import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgresServer } from '@rolecall/testkit/postgres-server'
import pg from 'pg'

import { findPostgresCpu } from './process/postgres-cpu.ts'

export interface BenchDatabase {
  readonly url: string
  /** Microseconds of CPU time of its own processes, where it has some on this machine. */
  readonly readCpu: (() => number) | undefined
  drop(): Promise<void>
}

/** An empty database: a SQLite file, or one on the PostgreSQL server of that URL, which is started where it is `own`. */
export function createDatabase(server: string | undefined): Promise<BenchDatabase> {
  if (server === undefined) return createSqlite()
  return server === 'own' ? createOwnPostgres() : createPostgres(server)
}

/** A commit waits for the disk there, as it does where it matters. */
async function createOwnPostgres(): Promise<BenchDatabase> {
  const { stop, url } = await startPostgresServer({ keepsCommits: true })
  return { url, readCpu: await findCpu(url), drop: stop }
}

async function createSqlite(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-bench-'))
  return {
    url: `sqlite:${join(folder, 'rolecall.sqlite')}`,
    readCpu: undefined,
    drop: () => rm(folder, { recursive: true, force: true }),
  }
}

async function createPostgres(server: string): Promise<BenchDatabase> {
  const name = `rolecall_bench_${process.pid}`
  await execute(server, `CREATE DATABASE ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const drop = () => execute(server, `DROP DATABASE ${name} WITH (FORCE)`)
  return { url: url.href, readCpu: await findCpu(server), drop }
}

async function findCpu(server: string): Promise<(() => number) | undefined> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    const { rows } = await client.query<{ readonly pid: number }>('SELECT pg_backend_pid() AS pid')
    return findPostgresCpu(rows[0]?.pid ?? 0)
  } finally {
    await client.end()
  }
}

async function execute(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
