import { cutConnections } from '@rolecall/testkit/cut-connections'
import { createTestPostgres, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { createClient, type Client, type Reply } from '../../../server/test/client.ts'
import { startRolecall, type Rolecall } from '../../../server/test/rolecall.ts'

let rolecall: Rolecall
let database: TestDatabase

beforeAll(async () => {
  rolecall = await startRolecall(async (migrate) => (database = await createTestPostgres(migrate)))
})

afterAll(() => rolecall.stop())

it('answers 503 while its connections are cut, keeps what it has acknowledged, and works again by itself', async () => {
  const names = ['One', 'Two']
  const providers = await Promise.all(names.map(async (name) => createProvider(name)))
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

async function createProvider(name: string): Promise<Client> {
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
