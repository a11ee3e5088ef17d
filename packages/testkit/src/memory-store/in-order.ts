import { compareCodePoints } from '@rolecall/core/scim/compare-code-points'
import type { KeysetPage } from '@rolecall/core/store/resources'

/** Orders rows by texts, the first text first, each by code point. */
export function byText<Row>(...columns: readonly ((row: Row) => string)[]): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const column of columns) {
      const difference = compareCodePoints(column(a), column(b))
      if (difference !== 0) return difference
    }
    return 0
  }
}

/** Rows with a greater key, in the order of keys, so many. */
export function pageOf<Row>(rows: readonly Row[], key: (row: Row) => string, { after, limit }: KeysetPage): Row[] {
  return rows
    .filter((row) => compareCodePoints(key(row), after ?? '') > 0)
    .toSorted(byText(key))
    .slice(0, limit)
}

/** Each text once, in order. */
export function distinct(texts: Iterable<string>): string[] {
  return [...new Set(texts)].toSorted(compareCodePoints)
}

export const byId = byText<{ readonly id: string }>(({ id }) => id)
