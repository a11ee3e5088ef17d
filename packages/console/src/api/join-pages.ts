/** What is shown of a list: its first page as it was read last, and the pages below it as they were read then. */
export interface Reached<T> {
  readonly rows: readonly T[]
  /** Whether nothing is missing between the two. */
  readonly whole: boolean
}

/**
 * Puts a first page that was read anew above what had been read: what has come since pushes rows out of the first page,
 * which stay below it. Where so much has come that the two no longer meet, there is a gap, and the first page is all.
 */
export function joinPages<T>(first: readonly T[], known: readonly T[], keyOf: (row: T) => string): Reached<T> {
  const fresh = new Set(first.map(keyOf))
  const at = known.findLastIndex((row) => fresh.has(keyOf(row)))
  if (at === -1 && known.length > 0) return { rows: first, whole: false }
  return { rows: [...first, ...known.slice(at + 1)], whole: true }
}
