import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startPostgresServer } from '@rolecall/testkit/postgres-server'
import pg from 'pg'

import type { SoakDatabase } from './soak-part.ts'

/** Runs `work` on an empty SQLite file and on an empty PostgreSQL database, one after the other. */
export async function onEachDatabase(
  postgres: string | undefined,
  work: (database: SoakDatabase) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-soak-'))
  try {
    await work({ name: 'SQLite', url: `sqlite:${join(folder, 'rolecall.sqlite')}` })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const started = postgres === undefined ? await startPostgresServer() : undefined
  try {
    await onPostgres(postgres ?? (started?.url as string), work)
  } finally {
    await started?.stop()
  }
}

async function onPostgres(server: string, work: (database: SoakDatabase) => Promise<void>): Promise<void> {
  const name = `rolecall_soak_${process.pid}_${Date.now()}`
  await execute(server, `CREATE DATABASE ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  try {
    await work({ name: 'PostgreSQL', url: url.href })
  } finally {
    await execute(server, `DROP DATABASE ${name} WITH (FORCE)`)
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
