import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { Store } from '@rolecall/core/store'
import { createStore } from '@rolecall/store/create-store'
import type { Backend } from '@rolecall/store/open-backend'
import type { StoreOptions } from '@rolecall/store/open-store'
import { openSqliteConnection, type SqliteConnection } from '@rolecall/store/sqlite/sqlite-connection'
import { openSqliteReaders } from '@rolecall/store/sqlite/sqlite-readers'
import { runSqliteSnapshot } from '@rolecall/store/sqlite/sqlite-snapshot'
import { createSqliteWriter } from '@rolecall/store/sqlite/sqlite-writer'
import { cutConnections } from '@rolecall/testkit/cut-connections'
import { createTestPostgres, createTestSqlite, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createClient, type Client, type Reply } from '../../../server/test/client.ts'
import { startRolecall, type Rolecall } from '../../../server/test/rolecall.ts'

/** Threat: a database that goes away, or has no place, ends the server, or loses what was acknowledged. */
describe('a PostgreSQL that goes away', () => {
  let rolecall: Rolecall
  let database: TestDatabase
  beforeAll(async () => {
    rolecall = await startRolecall(async (migrate) => (database = await createTestPostgres(migrate)))
  })
  afterAll(() => rolecall.stop())

  it('answers 503 while its connections are cut, keeps what it has acknowledged, and works again by itself', async () => {
    const names = ['One', 'Two']
    const providers = await Promise.all(names.map(async (name) => createProvider(rolecall, name)))
    let over = false
    const writing = providers.map((provider) =>
      Promise.all([1, 2, 3, 4].map((writer) => writeUntil(() => over, provider, `ann-${writer}`))),
    )
    for (let round = 0; round < 5; round++) await cutConnections(database.url)
    over = true
    const replies = (await Promise.all(writing)).map((ofProvider) => ofProvider.flat())

    const refused = replies.flat().filter(({ status }) => status !== 201)
    expect(refused.length).toBeGreaterThan(0)
    for (const { body, headers, status } of refused) {
      expect(body).toMatchObject({ status: '503', detail: 'The database is unavailable; try again' })
      expect([status, headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)])
    }
    for (const [index, provider] of providers.entries()) {
      expect((await writeUser(provider, 'bob')).status).toBe(201)
      const found = await provider('GET', '/api/scim/v2/Users?count=1000&attributes=id')
      const ids = found.body.Resources.map(({ id }: { readonly id: string }) => id)
      const kept = replies[index]?.filter(({ status }) => status === 201).map(({ body }) => body.id)
      expect(ids).toEqual(expect.arrayContaining(kept ?? []))
    }
  })
})

describe('a file of SQLite that can not be written to for a while', () => {
  let rolecall: Rolecall
  let path: string
  let provider: Client
  let writer: SqliteConnection
  beforeAll(async () => {
    rolecall = await startRolecall(createTestSqlite, undefined, [], openWithWriter)
    provider = await createProvider(rolecall, 'One')
  })
  afterAll(() => rolecall.stop())

  /** The store as it is opened for a server, of which the writing connection is known. */
  async function openWithWriter({ resourceTypes = standardResourceTypes, url }: StoreOptions): Promise<Store> {
    path = String(url).slice('sqlite:'.length)
    writer = await openSqliteConnection(path)
    const writes = createSqliteWriter(writer)
    const readers = await openSqliteReaders(path, 2, () => {})
    const backend: Backend = {
      readers,
      run: (work, options) => writes.run(work, options),
      runWrite: (_, work) => writes.run(work),
      runSnapshot: (work) => runSqliteSnapshot(path, work),
      requireFile: () => {},
      async close() {
        await readers.close()
        await writes.close()
      },
    }
    return createStore(backend, resourceTypes)
  }

  const namesOf = async (): Promise<readonly string[]> =>
    (await provider('GET', '/api/scim/v2/Users?attributes=userName')).body.Resources.map(
      ({ userName }: { readonly userName: string }) => userName,
    )

  it('because another program holds it answers 503, goes on reading, and does nothing later', async () => {
    const other = await openSqliteConnection(path)
    await other.all('BEGIN IMMEDIATE')
    const refused = Promise.all(['ann', 'bob'].map((name) => writeUser(provider, name)))
    expect(await namesOf()).toEqual([])
    for (const { body, headers, status } of await refused) {
      expect(body).toMatchObject({ status: '503', detail: 'The database is unavailable; try again' })
      expect([status, headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)])
    }
    await other.all('COMMIT')
    await other.close()
    expect((await writeUser(provider, 'cid')).status).toBe(201)
    expect(await namesOf()).toEqual(['cid@example.com'])
  })

  it('because it is full says so, keeps what it has, and works again by itself', async () => {
    const before = await namesOf()
    const [{ page_count: pages }] = (await writer.all('PRAGMA page_count')) as [{ page_count: number }]
    await writer.all(`PRAGMA max_page_count = ${pages}`)
    const kept: string[] = []
    let reply: Reply
    for (let number = 0; ; number++) {
      reply = await writeUser(provider, `dan-${number}`)
      if (reply.status !== 201) break
      kept.push(`dan-${number}@example.com`)
    }
    expect(reply).toMatchObject({ status: 503, body: { detail: 'The database has no space left; reading goes on' } })
    expect(reply.headers.get('retry-after')).toMatch(/^\d+$/)
    expect((await namesOf()).toSorted()).toEqual([...before, ...kept].toSorted())
    await writer.all('PRAGMA max_page_count = 1000000')
    expect((await writeUser(provider, 'eve')).status).toBe(201)
    expect((await namesOf()).length).toBe(before.length + kept.length + 1)
  })
})

async function createProvider(rolecall: Rolecall, name: string): Promise<Client> {
  const { keys } = await rolecall.createOrganization(name)
  return createClient(rolecall.url, keys.scim)
}

function writeUser(provider: Client, name: string): Promise<Reply> {
  return provider('POST', '/api/scim/v2/Users', { body: { userName: `${name}@example.com` } })
}

async function writeUntil(isOver: () => boolean, provider: Client, name: string): Promise<readonly Reply[]> {
  const replies: Reply[] = []
  while (!isOver()) replies.push(await writeUser(provider, `${name}-${replies.length}`))
  return replies
}
