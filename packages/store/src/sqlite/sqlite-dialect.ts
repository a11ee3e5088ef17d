import { quote, type SqlDialect } from '../sql/sql-dialect.ts'

/** SQLite's own words; text compares by byte, which is by code point in UTF-8. */
export const sqliteDialect: SqlDialect = {
  name: 'sqlite',
  isIn: (column) => `${column} IN (SELECT value FROM json_each(?))`,
  list: (values) => JSON.stringify(values),
  fromRows: (columns) => {
    const selected = Object.keys(columns).map((name) => `value ->> ${quote(name)} AS ${name}`)
    return `(SELECT ${selected.join(', ')} FROM json_each(?)) AS r`
  },
  rows: (rows) => JSON.stringify(rows),
  contains: (text) => `instr(${text}, ?) > 0`,
  startsWith: (text) => `substr(${text}, 1, length(?)) = ?`,
  endsWith: (text) => `substr(${text}, -length(?)) = ?`,
  byCodePoint: (text) => text,
  jsonText: (json, path) => `json_extract(${json}, ${toPath(path)})`,
  jsonNumber: (json, path) => `json_extract(${json}, ${toPath(path)})`,
  jsonBoolean: (json, path) => `json_extract(${json}, ${toPath(path)})`,
  jsonExists: (json, path) => `json_type(${json}, ${toPath(path)}) IS NOT NULL`,
  jsonElements: (json, path, alias) =>
    `(SELECT value, key AS position FROM json_each(${json}, ${toPath(path)})) AS ${alias}`,
  jsonRows(alias, table, columns, order, condition = '') {
    const [first, ...others] = columns.map((column) => `${alias}.${column}`)
    const value = others.length === 0 ? first : `json_array(${[first, ...others].join(', ')})`
    return `(SELECT json_group_array(${value} ORDER BY ${order}) FROM ${table} ${alias}
      WHERE ${alias}.organization_id = u.organization_id AND ${alias}.user_id = u.id ${condition})`
  },
  elementText: (alias) => `${alias}.value`,
}

function toPath(path: readonly string[]): string {
  return quote(`$${path.map((name) => `."${name}"`).join('')}`)
}
