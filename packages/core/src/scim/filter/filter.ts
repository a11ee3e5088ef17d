/** The operators of RFC 7644 §3.4.2.2, table 3, but for `pr`. */
export const COMPARE_OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
export type CompareOperator = (typeof COMPARE_OPERATORS)[number]

/** An attribute path as written, `[URN ":"] name *("." name)`, and where it stood in the text. */
export interface AttributePath {
  readonly text: string
  readonly position: number
}

/** `text` is the value as it was written, since `eq 007` against a string means "007". */
export interface Comparison {
  readonly kind: 'compare'
  readonly path: AttributePath
  readonly operator: CompareOperator
  readonly value: string | number | boolean | null
  readonly text: string
}

/**
 * A comparison by an operator that a plugin contributes, in the condition of a rule; HTTP filters have none.
 * `value` is `undefined` for an operator without a right side.
 */
export interface ContributedComparison {
  readonly kind: 'contributed'
  readonly path: AttributePath
  readonly operator: string
  readonly value: Comparison['value'] | undefined
  readonly text: string
}

export interface Presence {
  readonly kind: 'present'
  readonly path: AttributePath
}

/** `emails[type eq "work"]`: one value of the attribute satisfies the whole filter. */
export interface ValuePath {
  readonly kind: 'valuePath'
  readonly path: AttributePath
  readonly filter: Filter
}

export interface And {
  readonly kind: 'and'
  readonly filters: readonly Filter[]
}

export interface Or {
  readonly kind: 'or'
  readonly filters: readonly Filter[]
}

export interface Not {
  readonly kind: 'not'
  readonly filter: Filter
}

/** A parsed filter; `and` and `or` have at least two parts and never contain their own kind directly. */
export type Filter = And | Or | Not | Comparison | ContributedComparison | Presence | ValuePath
