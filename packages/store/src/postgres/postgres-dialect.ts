import { quote, type SqlDialect } from '../sql/sql-dialect.ts'

/** PostgreSQL's own words; text out of JSON gets the collation that compares by code point. */
export const postgresDialect: SqlDialect = {
  name: 'postgres',
  isIn: (column) => `${column} = ANY(?::text[])`,
  list: (values) => values,
  fromRows: (columns) => {
    const typed = Object.entries(columns).map(([name, type]) => `${name} ${type === 'text' ? 'text' : 'bigint'}`)
    return `jsonb_to_recordset(?::jsonb) AS r(${typed.join(', ')})`
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
  elementText: (alias) => `(${alias}.value #>> '{}') COLLATE "C"`,
}

function toPath(path: readonly string[]): string {
  const names = path.map((name) => `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)
  return quote(`{${names.join(',')}}`)
}
