import { builders } from '../sql/builders.ts'
import { quote, withoutMark, type SqlDialect } from '../sql/sql-dialect.ts'

/** SQLite's own words; text compares by byte, which is by code point in UTF-8. */
export const sqliteDialect: SqlDialect = {
  name: 'sqlite',
  builder: builders.sqlite,
  isIn: (column) => `${column} IN (SELECT value FROM json_each(?))`,
  list: (values) => JSON.stringify(values),
  // Materialized: else SQLite writes the element as text anew for each column that is taken from it.
  fromRows: (columns) => {
    const selected = Object.keys(columns).map((name) => `value ->> ${quote(name)} AS ${name}`)
    return `(WITH each AS MATERIALIZED (SELECT value FROM json_each(?)) SELECT ${selected.join(', ')} FROM each) AS r`
  },
  fromValues(columns, rows) {
    const names = columns.join(', ')
    const row = `(${columns.map(() => '?').join(', ')})`
    return `(WITH each (${names}) AS (VALUES ${Array(rows).fill(row).join(', ')}) SELECT ${names} FROM each) AS r`
  },
  fromPackedRows(own, shared) {
    const ownNames = Object.keys(own)
    const sharedNames = Object.keys(shared)
    const values = (names: readonly string[], first: number) =>
      names.map((name, index) => `value ->> ${index + first} AS ${name}`).join(', ')
    return `(WITH shared AS MATERIALIZED (SELECT key AS place, ${values(sharedNames, 0)} FROM json_each(?)),
      own AS MATERIALIZED (SELECT value ->> 0 AS place, ${values(ownNames, 1)} FROM json_each(?))
      SELECT ${[...ownNames, ...sharedNames].join(', ')} FROM own CROSS JOIN shared ON shared.place = own.place) AS r`
  },
  fromTexts: '(SELECT value, key AS place FROM json_each(?)) AS r',
  deleteByKey: (table, key, source) =>
    `DELETE FROM ${table} WHERE organization_id = ? AND (${key.join(', ')}) IN
     (SELECT ${key.map((name) => `r.${name}`).join(', ')} FROM ${source})`,
  // UNION ALL: for UNION SQLite sorts both sides, and so reads all rows that have the value of `of`.
  selectByAny(table, of, columns, shown) {
    const finds = columns.map(
      (column) => `SELECT ${shown.map((name) => `t.${name}`).join(', ')}
       FROM mine CROSS JOIN json_each(mine.list) AS named CROSS JOIN ${table} t
       ON t.organization_id = mine.organization_id AND t.${of} = mine.value AND t.${column} = named.value`,
    )
    return `WITH mine AS (SELECT ? AS organization_id, ? AS value, ? AS list) ${finds.join(' UNION ALL ')}`
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
  jsonString: (text) => `json_quote(${text})`,
  joinTexts: (text, order) => `group_concat(${text}, ',' ORDER BY ${order})`,
  elementText: (alias) => `${alias}.value`,
}

function toPath(path: readonly string[]): string {
  return withoutMark(quote(`$${path.map((name) => `."${name}"`).join('')}`), 'char(63)')
}
