import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'

import { startPostgresServer } from './postgres-server.ts'

/**
 * Vitest's `globalSetup`: a folder for what lasts as long as the run, and one PostgreSQL, or the one that
 * ROLECALL_TEST_POSTGRES names.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-run-'))
  const name = `rolecall_run_${randomBytes(8).toString('hex')}`
  project.provide('run', { folder, name })
  const { stop, url } = await findServer(name)
  project.provide('postgresUrl', url)
  return async () => {
    await stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function findServer(name: string): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const given = process.env['ROLECALL_TEST_POSTGRES']
  if (given === undefined || given === '') return startPostgresServer()
  return { url: given, stop: () => dropTemplates(given, name) }
}

/** A server that is not ours stays as it was. */
async function dropTemplates(url: string, name: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
    [`${name}_`],
  )
  for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
  await client.end()
}
