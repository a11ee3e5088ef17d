import { builders } from '../sql/builders.ts'
import type { ColumnKind } from '../tables/tables.ts'
import { quote, withoutMark, type SqlDialect } from '../sql/sql-dialect.ts'

/** PostgreSQL's own words; text out of JSON gets the collation that compares by code point. */
export const postgresDialect: SqlDialect = {
  name: 'postgres',
  builder: builders.postgres,
  isIn: (column) => `${column} = ANY(?::text[])`,
  list: (values) => values,
  fromRows: (columns) => {
    const typed = Object.entries(columns).map(([name, type]) => `${name} ${isText(type) ? 'text' : 'bigint'}`)
    return `jsonb_to_recordset(?::jsonb) AS r(${typed.join(', ')})`
  },
  fromValues: null,
  fromPackedRows(own, shared) {
    const ownValues = toColumns(own, (index) => `own.value ->> ${index + 1}`)
    const sharedValues = toColumns(shared, (index) => `shared.value ->> ${index}`)
    // No join of two sets, of whose sizes the planner knows nothing: it tried five thousand rows with each combination.
    return `(SELECT ${[...ownValues, ...sharedValues].join(', ')}
      FROM (SELECT ?::jsonb AS rows OFFSET 0) AS combinations
      CROSS JOIN jsonb_array_elements(?::jsonb) AS own(value)
      CROSS JOIN LATERAL (SELECT combinations.rows -> (own.value ->> 0)::int AS value OFFSET 0) AS shared) AS r`
  },
  fromTexts: '(SELECT value, place - 1 AS place FROM unnest(?::text[]) WITH ORDINALITY AS texts(value, place)) AS r',
  // A look-up for each key, whatever the planner takes the sizes for: without statistics it compared each row with each key.
  // The rows stay where they are meanwhile, for writes of one organization are serial.
  deleteByKey: (table, key, source) =>
    `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT found.place
     FROM (SELECT ?::text AS organization_id OFFSET 0) AS mine CROSS JOIN ${source}
     CROSS JOIN LATERAL (SELECT t.ctid AS place FROM ${table} t WHERE t.organization_id = mine.organization_id
       AND ${key.map((name) => `t.${name} = r.${name}`).join(' AND ')} OFFSET 0) AS found))`,
  selectByAny(table, of, columns, shown) {
    const names = shown.map((name) => `t.${name}`).join(', ')
    const finds = columns.map(
      (column) => `SELECT ${names} FROM ${table} t WHERE t.organization_id = mine.organization_id
       AND t.${of} = mine.value AND t.${column} = named.value`,
    )
    return `SELECT found.* FROM (SELECT ?::text AS organization_id, ?::text AS value, ?::text[] AS list OFFSET 0) AS mine
     CROSS JOIN LATERAL unnest(mine.list) AS named(value)
     CROSS JOIN LATERAL (${finds.join(' UNION ALL ')} OFFSET 0) AS found`
  },
  rows: (rows) => JSON.stringify(rows),
  contains: (text) => `strpos(${text}, ?) > 0`,
  startsWith: (text) => `left(${text}, length(?)) = ?`,
  endsWith: (text) => `right(${text}, length(?)) = ?`,
  byCodePoint: (text) => `${text} COLLATE "C"`,
  jsonText: (json, path) => `(${json} #>> ${toPath(path)}) COLLATE "C"`,
  jsonNumber: (json, path) => `(${json} #>> ${toPath(path)})::numeric`,
  jsonBoolean: (json, path) => `(CASE ${json} #>> ${toPath(path)} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END)`,
  jsonExists: (json, path) => `(${json} #> ${toPath(path)}) IS NOT NULL`,
  jsonElements: (json, path, alias) =>
    `jsonb_array_elements(${json} #> ${toPath(path)}) WITH ORDINALITY AS ${alias}(value, position)`,
  jsonRows(alias, table, columns, order, condition = '') {
    const [first, ...others] = columns.map((column) => `${alias}.${column}`)
    const value = others.length === 0 ? first : `json_build_array(${[first, ...others].join(', ')})`
    return `(SELECT json_agg(${value} ORDER BY ${order})::text FROM ${table} ${alias}
      WHERE ${alias}.organization_id = u.organization_id AND ${alias}.user_id = u.id ${condition})`
  },
  jsonString: (text) => `to_json(${text})::text`,
  joinTexts: (text, order) => `string_agg(${text}, ',' ORDER BY ${order})`,
  elementText: (alias) => `(${alias}.value #>> '{}') COLLATE "C"`,
}

function toPath(path: readonly string[]): string {
  const names = path.map((name) => `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)
  return `(${withoutMark(quote(`{${names.join(',')}}`), 'chr(63)')})::text[]`
}

function toColumns(columns: Readonly<Record<string, ColumnKind>>, valueAt: (index: number) => string): string[] {
  return Object.entries(columns).map(([name, type], index) =>
    isText(type) ? `${valueAt(index)} AS ${name}` : `(${valueAt(index)})::bigint AS ${name}`,
  )
}

function isText(kind: ColumnKind): boolean {
  return kind === 'text' || kind === 'text?'
}
