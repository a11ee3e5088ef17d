import { fillEverything } from '@rolecall/testkit/store-contract/fill-everything'
import { createTestOrganization } from '@rolecall/testkit/store-contract/test-organization'
import { testRequest } from '@rolecall/testkit/store-contract/test-records'
import { eachDatabase, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { migrate } from '../src/migrate.ts'
import { openStore } from '../src/open-store.ts'
import { openBackend, type Backend } from '../src/open-backend.ts'
import type { Statements } from '../src/sql/statements.ts'
import { deletedWithOthers } from '../src/sql/touched-tables.ts'
import { tables, type ColumnKind } from '../src/tables/tables.ts'

describe.each(eachDatabase)('the tables of $name', ({ create }) => {
  let database: TestDatabase
  let backend: Backend
  beforeAll(async () => {
    database = await create(migrate)
    backend = await openBackend({ url: database.url, poolSize: 1 })
  })
  afterAll(async () => {
    await backend.close()
    await database.drop()
  })

  it('are those that are declared, column by column', async () => {
    const { readers } = backend
    const names = await readers.all(listed[readers.dialect.name], [])
    expect(names.map(({ name }) => String(name)).toSorted()).toEqual(Object.keys(tables).toSorted())
    const declared = Object.entries(tables).map(([table, columns]) => [table, toSorted(Object.entries(columns))])
    const found = await Promise.all(Object.keys(tables).map(async (table) => [table, await columnsOf(readers, table)]))
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(declared))
  })

  it('that take rows of others with them are those that a transaction knows of', async () => {
    const { readers } = backend
    const parents = await readers.all(cascading[readers.dialect.name], [])
    expect(parents.map(({ name }) => String(name)).toSorted()).toEqual(deletedWithOthers.toSorted())
  })

  it('have nothing of an organization any more that was deleted, and of others what they had', async () => {
    const store = await openStore({ url: database.url })
    const [mine, other] = [await createTestOrganization(store), await createTestOrganization(store)]
    for (const organization of [mine, other]) await fillEverything(store, organization)
    await store.platformFeed.note([mine.id, other.id], 'mark')
    const ofOrganizations = Object.entries(tables).filter(([, columns]) => 'organization_id' in columns)
    const unique = "INSERT INTO unique_values VALUES (?, 'User', 'path', 'key', 'user') RETURNING organization_id"
    for (const { id } of [mine, other]) await backend.run((statements) => statements.write(unique, [id]))
    const count = async (id: string) => {
      const counts = ofOrganizations.map(async ([table]) => {
        const sql = `SELECT COUNT(*) AS total FROM ${table} WHERE organization_id = ?`
        return [table, Number((await backend.readers.all(sql, [id]))[0]?.['total'])] as const
      })
      return Object.fromEntries(await Promise.all(counts))
    }
    const before = await count(other.id)
    expect(Object.entries(before).filter(([, total]) => total === 0)).toEqual([])
    const deletion = { id: mine.id, type: 'OrganizationDeleted', subject: `organizations/${mine.id}` } as const
    const cause = { kind: 'job', requestId: null, keyId: null } as const
    const time = '2026-01-02T03:04:05.678Z'
    const event = { ...deletion, time, cause, data: { id: 'mine' } }
    await mine.write((tx) => tx.setDeleted(event))
    // Nobody finds it from then on, and what comes too late is refused or left out.
    await expect(mine.reader.getState()).rejects.toThrow('no organization')
    await expect(mine.write(async (tx) => tx.setName('x'))).rejects.toThrow('no organization')
    await store.requestLog.append([testRequest(mine.id, { id: 'late' }), testRequest(other.id, { id: 'late' })])
    expect(await store.organizations.find(mine.id)).toBeUndefined()
    // Two at once, few rows at a time.
    const erase = async () => {
      for (let step: number | null = 0; step !== null;) step = await store.organizations.eraseSome(mine.id, step, 1)
    }
    await Promise.all([erase(), erase()])
    expect(Object.entries(await count(mine.id)).filter(([, total]) => total > 0)).toEqual([])
    expect(await count(other.id)).toEqual({ ...before, request_log: (before['request_log'] ?? 0) + 1 })
    const [row] = await backend.readers.all('SELECT COUNT(*) AS total FROM organizations WHERE id = ?', [mine.id])
    expect(Number(row?.['total'])).toBe(0)
    const accounts = await backend.readers.all(
      'SELECT a.id, (SELECT COUNT(*) FROM users u WHERE u.account_id = a.id) AS total FROM accounts a',
      [],
    )
    expect(accounts.map(({ total }) => Number(total))).toEqual([1])
    const rows = await store.platformFeed.list({ position: 0, within: null }, 99)
    expect(rows.filter(({ found }) => found?.organizationId === mine.id)).toEqual([])
    expect(rows.at(-1)).toMatchObject({ found: null, deletion: event })
    await store.close()
  })
})

const cascading = {
  sqlite: `SELECT DISTINCT f."table" AS name FROM sqlite_schema s, pragma_foreign_key_list(s.name) f
    WHERE s.type = 'table' AND f.on_delete <> 'NO ACTION'`,
  postgres: `SELECT DISTINCT CAST(CAST(confrelid AS regclass) AS text) AS name FROM pg_constraint
    WHERE contype = 'f' AND confdeltype <> 'a' AND connamespace = CAST(current_schema() AS regnamespace)`,
}

const listed = {
  sqlite: `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'knex_%' AND name NOT LIKE 'sqlite_%'`,
  postgres: `SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_name NOT LIKE 'knex_%'`,
}

const catalogue = {
  sqlite: `SELECT name, type, NOT "notnull" AND NOT pk AS nullable FROM pragma_table_xinfo(?)`,
  postgres: `SELECT column_name AS name, data_type AS type, CAST(is_nullable = 'YES' AS int) AS nullable
    FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ?`,
}

async function columnsOf(statements: Statements, table: string): Promise<readonly (readonly [string, ColumnKind])[]> {
  const rows = await statements.all(catalogue[statements.dialect.name], [table])
  return toSorted(
    rows.map(({ name, nullable, type }) => [String(name), toKind(String(type).toLowerCase(), nullable === 1)]),
  )
}

/** A smallint is a flag here; JSON that PostgreSQL searches in is text in SQLite. */
function toKind(type: string, nullable: boolean): ColumnKind {
  if (type === 'smallint') return 'flag'
  const kind = type === 'integer' || type === 'bigint' ? 'integer' : 'text'
  return nullable ? `${kind}?` : kind
}

function toSorted(columns: readonly (readonly [string, ColumnKind])[]) {
  return columns.toSorted(([a], [b]) => (a < b ? -1 : 1))
}
