import type { TestProject } from 'vitest/node'
import { startPostgresServer } from './postgres-server.ts'

/** Vitest's `globalSetup`: one PostgreSQL for the whole run, or the one ROLECALL_TEST_POSTGRES names. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['ROLECALL_TEST_POSTGRES']
  if (given !== undefined && given !== '') {
    project.provide('postgresUrl', given)
    return undefined
  }
  const server = await startPostgresServer()
  project.provide('postgresUrl', server.url)
  return server.stop
}
