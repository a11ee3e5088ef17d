import { existsSync } from 'node:fs'
import { copyFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

import { createTestSqlite, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createClient, type Client } from '../../../server/test/client.ts'
import { startRolecall, type Rolecall, type TestOrganization } from '../../../server/test/rolecall.ts'

/** Threat: a file that is moved, removed or replaced while it is served takes with it what is acknowledged from then on. */
describe('a file of SQLite that stands no more where it is served', { timeout: 120_000 }, () => {
  let database: TestDatabase
  let rolecall: Rolecall
  let organization: TestOrganization
  let provider: Client
  let path: string
  beforeEach(async () => {
    rolecall = await startRolecall(async (migrate) => (database = await createTestSqlite(migrate)))
    path = database.url.slice('sqlite:'.length)
    organization = await rolecall.createOrganization('Acme')
    provider = createClient(rolecall.url, organization.keys.scim)
  })
  afterEach(() => rolecall.stop())

  const add = (name: string) => provider('POST', '/api/scim/v2/Users', { body: { userName: `${name}@example.com` } })
  const expectRefusal = async (name: string) => {
    const { body, headers, status } = await add(name)
    expect({ status, detail: body.detail }).toEqual({
      status: 503,
      detail: expect.stringMatching(/^The file of the database .* reading goes on$/),
    })
    expect(headers.get('retry-after')).toMatch(/^\d+$/)
  }

  it('because it was moved takes no writes until it is back, and makes no other in its place', async () => {
    expect((await add('ann')).status).toBe(201)
    await rename(path, `${path}.moved`)
    await expectRefusal('bob')
    expect((await provider('GET', '/api/scim/v2/Users')).body.totalResults).toBe(1)
    const owner = createClient(rolecall.url, organization.keys.organization)
    expect((await owner('GET', '/api/snapshot')).status).toBe(503)
    expect((await createClient(rolecall.url, null)('GET', '/readyz')).status).toBe(503)
    expect(existsSync(path)).toBe(false)
    await rename(`${path}.moved`, path)
    expect((await createClient(rolecall.url, null)('GET', '/readyz')).status).toBe(200)
    expect((await add('bob')).status).toBe(201)
    expect((await owner('GET', '/api/snapshot')).status).toBe(200)
  })

  it.each([
    ['it was removed', () => rm(path)],
    [
      'another one was brought into its place',
      async () => {
        await copyFile(path, `${path}.copy`)
        await rename(`${path}.copy`, path)
      },
    ],
    [
      'an empty one is there',
      async () => {
        await rm(path)
        await writeFile(path, '')
      },
    ],
    ['its log was removed, which has what was written last', () => rm(`${path}-wal`)],
    ['its index was removed, which those who open it share', () => rm(`${path}-shm`)],
  ])('because %s takes no writes', async (_, happens) => {
    expect((await add('ann')).status).toBe(201)
    await happens()
    const files = await readdir(dirname(path))
    await expectRefusal('bob')
    expect((await provider('GET', '/api/scim/v2/Users')).body.totalResults).toBe(1)
    expect(await readdir(dirname(path))).toEqual(files)
  })
})
