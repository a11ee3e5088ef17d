import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { createTestOrganization } from '@rolecall/testkit/store-contract/test-organization'
import { insertGroup, insertUser } from '@rolecall/testkit/store-contract/test-records'
import { createTestPostgres } from '@rolecall/testkit/test-databases'
import { Client } from 'pg'
import { expect, inject, it } from 'vitest'

import { migrate, migrationStatus } from '../src/migrate.ts'
import { openStore } from '../src/open-store.ts'

const run = promisify(execFile)

/** The major version of the tools that are here; 0 for none. They read a server of their own version, or of an older one. */
function toolVersion(): number {
  const { stdout } = spawnSync('pg_dump', ['--version'], { encoding: 'utf8' })
  return Number(/ (\d+)\./.exec(stdout ?? '')?.[1] ?? 0)
}

async function serverVersion(): Promise<number> {
  const client = new Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  const { rows } = await client.query<{ version: string }>(`SELECT current_setting('server_version_num') AS version`)
  await client.end()
  return Math.floor(Number(rows[0]?.version) / 10_000)
}

// The documented way (docs/operations.md), as it is written there. The package that starts PostgreSQL for the tests has no such tools.
it('pg_dump and pg_restore bring everything back that was there', { timeout: 120_000 }, async ({ skip }) => {
  const [tools, server] = [toolVersion(), await serverVersion()]
  if (tools < server) {
    skip(
      `pg_dump ${server} or newer is needed, and ${tools === 0 ? 'there is none' : `this is ${tools}`}: install postgresql-client-${server}, or name an older server by ROLECALL_TEST_POSTGRES`,
    )
  }
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-dump-'))
  const dump = join(folder, 'rolecall.dump')
  const database = await createTestPostgres(migrate)
  const store = await openStore({ url: database.url })
  const { reader, write } = await createTestOrganization(store)
  const [user, group] = await write(async (tx) => [
    await insertUser(tx, { userName: 'ann@example.com' }),
    await insertGroup(tx, { displayName: 'staff' }),
  ])
  await run('pg_dump', ['--format=custom', `--file=${dump}`, database.url])
  await write((tx) => insertUser(tx, { userName: 'later@example.com' }))
  await store.close()

  await run('pg_restore', ['--clean', '--if-exists', `--dbname=${database.url}`, dump])
  expect((await migrationStatus(database.url)).pending).toEqual([])
  const again = await openStore({ url: database.url })
  const restored = again.read(reader.organizationId)
  expect(await restored.users.total()).toBe(1)
  expect([await restored.users.find(user.id), await restored.groups.find(group.id)]).toEqual([user, group])
  await again.close()

  // And into a database that has nothing.
  const other = await createTestPostgres()
  await run('pg_restore', ['--clean', '--if-exists', `--dbname=${other.url}`, dump])
  const moved = await openStore({ url: other.url })
  expect(await moved.read(reader.organizationId).users.find(user.id)).toEqual(user)
  await moved.close()
  await Promise.all([other.drop(), database.drop(), rm(folder, { recursive: true })])
})
