import type { Expression } from './expression.ts'
import type { TargetPath } from './target-path.ts'

/** One row of the table "Attribute mappings" in the Entra admin center. */
export interface AttributeMapping {
  readonly target: TargetPath
  readonly value: Expression
  /** Matching precedence: rows that have one find the resource in the target, lowest number first. */
  readonly matchingPrecedence: number | null
  /** "Apply this mapping": always, or only during object creation. */
  readonly apply: 'always' | 'onCreate'
  /** The row flows `manager` or `members`: sent after the objects exist. */
  readonly isReference: boolean
}

export interface AttributeMappings {
  readonly users: readonly AttributeMapping[]
  readonly groups: readonly AttributeMapping[]
}

/** The rows that match, in the order in which they are tried. */
export function matchingRows(rows: readonly AttributeMapping[]): readonly AttributeMapping[] {
  return rows
    .filter((row) => row.matchingPrecedence !== null)
    .toSorted((left, right) => (left.matchingPrecedence ?? 0) - (right.matchingPrecedence ?? 0))
}

/** The rows whose values go into the body of a resource. */
export function valueRows(rows: readonly AttributeMapping[]): readonly AttributeMapping[] {
  return rows.filter((row) => !row.isReference)
}

export function referenceRow(rows: readonly AttributeMapping[]): AttributeMapping | undefined {
  return rows.find((row) => row.isReference)
}
