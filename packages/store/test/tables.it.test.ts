import { eachDatabase, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { migrate } from '../src/migrate.ts'
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
  sqlite: `SELECT name, type, NOT "notnull" AND NOT pk AS nullable FROM pragma_table_info(?)`,
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
