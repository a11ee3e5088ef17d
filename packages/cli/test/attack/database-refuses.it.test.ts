import { randomBytes } from 'node:crypto'
import { chmod } from 'node:fs/promises'
import { dirname } from 'node:path'

import { checkRights } from '@rolecall/store/check-rights'
import { migrate } from '@rolecall/store/migrate'
import { cutConnections } from '@rolecall/testkit/cut-connections'
import { openPostgresSession, type PostgresSession } from '@rolecall/testkit/postgres-session'
import { createTestPostgres, createTestSqlite, type TestDatabase } from '@rolecall/testkit/test-databases'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { explainDatabase } from '../../src/configuration/explain-database.ts'
import { prepareDatabase } from '../../src/serve/prepare-database.ts'
import { startTestServer, type Tenant, type TestServer } from '../test-server.ts'

const log = pino({ enabled: false })

/** Threat: a database that is there, and refuses some of what is asked of it, is taken for one that is away, or for a first start. */
describe('a PostgreSQL that refuses', () => {
  let database: TestDatabase
  let server: TestServer
  let tenant: Tenant
  let operator: PostgresSession
  const name = (): string => new URL(database.url).pathname.slice(1)
  beforeAll(async () => {
    database = await createTestPostgres(migrate)
    const limited = new URL(database.url)
    // What an operator sets to protect the database.
    limited.searchParams.set('statement_timeout', '300')
    server = await startTestServer(async () => ({ ...database, url: limited.href }))
    tenant = await server.createTenant()
    operator = await openPostgresSession(database.url.replace(name(), 'postgres'))
  })
  afterAll(async () => {
    await operator.end()
    await server.close()
  })
  const add = (person: string) => tenant.provider('POST', '/Users', { userName: `${person}@example.com` })

  it('writes is named so, while reading goes on, and works again by itself', async () => {
    await operator.run(`ALTER DATABASE ${name()} SET default_transaction_read_only = on`)
    await cutConnections(database.url)
    const refused = await add('ann')
    expect(refused).toMatchObject({
      status: 503,
      body: { detail: expect.stringMatching(/read-only.*reading goes on/) },
    })
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
    const user = await tenant.owner('PUT', '/api/teams/marketing', {})
    expect(user).toMatchObject({ status: 503, body: { detail: expect.stringMatching(/read-only/) } })
    expect(await tenant.provider('GET', '/Users')).toMatchObject({ status: 200, body: { totalResults: 0 } })
    await expect(prepareDatabase(database.url, log)).rejects.toThrow(/read-only \(default_transaction_read_only\)/)
    await operator.run(`ALTER DATABASE ${name()} RESET default_transaction_read_only`)
    await cutConnections(database.url)
    expect((await add('ann')).status).toBe(201)
  })

  it('a statement that takes too long says so of a plan and of a write, and answers the next one', async () => {
    const holder = await openPostgresSession(database.url)
    await holder.run('BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE')
    const mapping = 'scimGroupMappings: [{ scimGroup: staff, type: organizationOwner }]\n'
    const plan = () => tenant.send('POST', '/api/settings/scim-mapping/plan', mapping)
    const answers = await Promise.all([add('bob'), tenant.provider('GET', '/Users')])
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 503, body: { detail: expect.stringContaining('statement_timeout') } })
      expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
    }
    const planned = await plan()
    expect(JSON.stringify(planned.body)).toContain('statement')
    await holder.run('ROLLBACK')
    await holder.end()
    expect((await add('bob')).status).toBe(201)
    expect((await plan()).status).toBeLessThan(300)
  })

  it('a user without rights says at the start which are lacking, and the GRANT that helps', async () => {
    const role = `weak_${randomBytes(6).toString('hex')}`
    await operator.run(`CREATE ROLE ${role} LOGIN`)
    const url = new URL(database.url)
    url.username = role
    const empty = await createTestPostgres()
    const emptyUrl = new URL(empty.url)
    emptyUrl.username = role
    const own = await openPostgresSession(database.url)
    await own.run(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`)
    await expect(checkRights(url.href)).resolves.toBeUndefined()
    await own.run(`REVOKE INSERT, DELETE ON events FROM ${role}`)
    await expect(prepareDatabase(url.href, log)).rejects.toThrow(
      `The user "${role}" lacks rights: DELETE on events, INSERT on events. Let the owner of the tables run: ` +
        `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "public" TO "${role}"`,
    )
    await expect(prepareDatabase(emptyUrl.href, log)).rejects.toThrow(
      `GRANT USAGE, CREATE ON SCHEMA "public" TO "${role}"`,
    )
    await own.run(`DROP OWNED BY ${role}`)
    await own.end()
    await empty.drop()
    await operator.run(`DROP ROLE ${role}`)
  })
})

describe('a SQLite file that can not be written to', () => {
  // Rights say nothing to root: so does the user of the file system for a while.
  const isRoot = process.getuid?.() === 0
  it.each([
    ['of which the file is read-only', 0o777, 0o444],
    ['of which the folder is read-only', 0o555, 0o666],
  ])('%s is named so at the start', async (_, ofFolder, ofFile) => {
    const { drop, url } = await createTestSqlite(migrate)
    const path = url.slice('sqlite:'.length)
    await chmod(path, ofFile)
    await chmod(dirname(path), ofFolder)
    if (isRoot) process.seteuid?.(65_534)
    try {
      await expect(explainDatabase(url, () => prepareDatabase(url, log))).rejects.toThrow(
        `This user may not write to ${path}, or not to its folder`,
      )
    } finally {
      if (isRoot) process.seteuid?.(0)
      await chmod(dirname(path), 0o777)
      await drop()
    }
  })
})
