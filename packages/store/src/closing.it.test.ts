import { existsSync } from 'node:fs'

import { createTestOrganization } from '@rolecall/testkit/store-contract/test-organization'
import { insertUser } from '@rolecall/testkit/store-contract/test-records'
import { createTestSqlite } from '@rolecall/testkit/test-databases'
import { expect, it } from 'vitest'

import { migrate } from './migrate.ts'
import { openStore } from './open-store.ts'

it('leaves one file behind: the log is written back by the connection that closes last', async () => {
  const database = await createTestSqlite(migrate)
  try {
    for (let round = 0; round < 20; round += 1) {
      const store = await openStore({ url: database.url })
      const { write } = await createTestOrganization(store)
      await write((tx) => insertUser(tx, { userName: 'ann@example.com' }))
      await store.close()
      expect(existsSync(`${database.url.slice('sqlite:'.length)}-wal`)).toBe(false)
    }
  } finally {
    await database.drop()
  }
})
