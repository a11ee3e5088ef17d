/**
 * The order of these texts, for lists that SQL must not sort: SQLite rather reads all rows of an organization in the
 * order of an index than it looks up a few by another one and sorts them.
 */
export function compareBy<Name extends string>(...names: readonly Name[]) {
  return (a: Readonly<Record<Name, string>>, b: Readonly<Record<Name, string>>): number => {
    for (const name of names) {
      if (a[name] !== b[name]) return a[name] < b[name] ? -1 : 1
    }
    return 0
  }
}
