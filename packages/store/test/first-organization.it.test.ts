import { defaultOrganizationSettings, type NewOrganization } from '@rolecall/core/directory/organization'
import { testId } from '@rolecall/testkit/store-contract/test-records'
import { createTestPostgres, eachDatabase } from '@rolecall/testkit/test-databases'
import pg from 'pg'
import { describe, expect, it } from 'vitest'

import { migrate } from '../src/migrate.ts'
import { openStore } from '../src/open-store.ts'

function first(): NewOrganization {
  return { id: testId(), name: 'First', settings: defaultOrganizationSettings, created: '2026-01-01T00:00:00.000Z' }
}

describe.each(eachDatabase)('insertFirst on $name', ({ create }) => {
  it('inserts one organization, however many processes try at once', async () => {
    const { drop, url } = await create(migrate)
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore({ url })))
    try {
      const answers = await Promise.all(stores.map((store) => store.organizations.insertFirst(first())))
      expect(answers.filter(Boolean)).toHaveLength(1)
      expect(await stores[0]?.organizations.list()).toMatchObject([
        { name: 'First', settings: defaultOrganizationSettings },
      ])
    } finally {
      for (const store of stores) await store.close()
      await drop()
    }
  })
})

describe('insertFirst on PostgreSQL', () => {
  it('waits for an organization that another process has not committed yet', async () => {
    const { drop, url } = await createTestPostgres(migrate)
    const store = await openStore({ url })
    const other = new pg.Client({ connectionString: url })
    await other.connect()
    try {
      const { created, id, name, settings } = first()
      await other.query('BEGIN')
      await other.query('INSERT INTO organizations (id, name, settings, created) VALUES ($1, $2, $3, $4)', [
        id,
        name,
        settings,
        created,
      ])
      const answer = store.organizations.insertFirst(first())
      const waiting = untilSomebodyWaits(other)
      expect(await Promise.race([answer.then(() => 'answered'), waiting])).toBe('waits')
      await other.query('COMMIT')
      expect(await answer).toBe(false)
    } finally {
      await other.end()
      await store.close()
      await drop()
    }
  })
})

/** Asks the database until one of its sessions waits for a lock. */
async function untilSomebodyWaits(client: pg.Client): Promise<'waits'> {
  for (;;) {
    const { rowCount } = await client.query(
      'SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE NOT l.granted AND d.datname = current_database()',
    )
    if (rowCount !== null && rowCount > 0) return 'waits'
  }
}
