/** Lists of rows that have the same key, by that key, each in the order of the rows. */
export function groupBy<Row, Key>(rows: Iterable<Row>, keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const lists = new Map<Key, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const list = lists.get(key)
    if (list === undefined) lists.set(key, [row])
    else list.push(row)
  }
  return lists
}
