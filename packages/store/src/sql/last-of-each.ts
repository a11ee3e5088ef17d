/**
 * The last row of each key. A write that says two things of one key means the last: SQLite does so by itself, and PostgreSQL
 * refuses the whole statement (21000).
 */
export function lastOfEach<Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly Row[] {
  const last = new Map(rows.map((row) => [keyOf(row), row]))
  return last.size === rows.length ? rows : [...last.values()]
}
