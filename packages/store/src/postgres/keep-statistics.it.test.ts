import { explainStatement } from '@rolecall/testkit/query-plan/explain-statement'
import { createTestOrganization } from '@rolecall/testkit/store-contract/test-organization'
import { insertUser } from '@rolecall/testkit/store-contract/test-records'
import { createTestPostgres, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { migrate } from '../migrate.ts'
import { openStore } from '../open-store.ts'
import { createPostgresPool, type PostgresPool } from './postgres-pool.ts'

let database: TestDatabase
let operator: PostgresPool

beforeAll(async () => {
  database = await createTestPostgres(migrate)
  operator = createPostgresPool(database.url, 1)
})

afterAll(async () => {
  await operator.close()
  await database.drop()
})

/** What a provider asks before each write. */
const lookUp = `SELECT r.data FROM users AS r WHERE r.organization_id = ? AND r.provisioned = 1 AND (r.user_name_key = ?)
  ORDER BY r.id LIMIT ?`

const findsByName = async (organizationId: string) =>
  (await explainStatement(operator, { sql: lookUp, parameters: [organizationId, 'ann', 2] })).map((plan) =>
    plan.some((line) => line.includes('user_name_key = ') && line.includes('Index Cond')),
  )

it('plans a look-up in a table that has just been filled by the name, and not by who is shown', async () => {
  await operator.run(({ write }) => write('ALTER TABLE users SET (autovacuum_enabled = false)', []))
  const store = await openStore({ url: database.url })
  const organization = await createTestOrganization(store)
  for (let commit = 0; commit < 40; commit++) {
    await organization.write(async (tx) => {
      for (let index = 0; index < 20; index++) await insertUser(tx, { userName: `person ${commit} ${index}` })
    })
  }
  await store.close()
  expect(await findsByName(organization.id)).toEqual([true, true])
})
