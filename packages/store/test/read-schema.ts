import type { Statements } from '../src/sql/statements.ts'

/** What a server depends on that has been written for a schema. */
export interface TableShape {
  /** Columns, and whether a row may be written that does not name them. */
  readonly columns: ReadonlyMap<string, boolean>
  /** What `ON CONFLICT` may name: the columns of each unique index that holds for all rows, in the order of their names. */
  readonly keys: ReadonlySet<string>
}

export async function readSchema(statements: Statements): Promise<ReadonlyMap<string, TableShape>> {
  const isPostgres = statements.dialect.name === 'postgres'
  const columns = await statements.all<ColumnRow>(isPostgres ? postgresColumns : sqliteColumns, [])
  const keys = await statements.all<KeyRow>(isPostgres ? postgresKeys : sqliteKeys, [])
  const tables = new Map<string, { readonly columns: Map<string, boolean>; readonly keys: Set<string> }>()
  for (const { name, optional, table_name: table } of columns) {
    const shape = tables.get(table) ?? { columns: new Map(), keys: new Set() }
    tables.set(table, shape)
    shape.columns.set(name, Boolean(optional))
  }
  for (const { names, table_name: table } of keys) tables.get(table)?.keys.add(names.split(',').toSorted().join(', '))
  return tables
}

interface ColumnRow {
  readonly table_name: string
  readonly name: string
  readonly optional: number | boolean
}

interface KeyRow {
  readonly table_name: string
  readonly names: string
}

const sqliteColumns = `SELECT t.name AS table_name, c.name AS name, (c."notnull" = 0 OR c.dflt_value IS NOT NULL) AS optional
  FROM sqlite_schema t, pragma_table_xinfo(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`

const sqliteKeys = `SELECT t.name AS table_name,
    (SELECT group_concat(c.name) FROM pragma_index_info(i.name) c) AS names
  FROM sqlite_schema t, pragma_index_list(t.name) i
  WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND i."unique" = 1 AND i.partial = 0`

const postgresColumns = `SELECT table_name, column_name AS name, (is_nullable = 'YES' OR column_default IS NOT NULL) AS optional
  FROM information_schema.columns WHERE table_schema = current_schema()`

const postgresKeys = `SELECT t.relname AS table_name,
    (SELECT string_agg(a.attname, ',') FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)) AS names
  FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
  WHERE n.nspname = current_schema() AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL`
