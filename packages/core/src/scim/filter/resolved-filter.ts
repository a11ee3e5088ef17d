import type { ResolvedAttribute } from '../schema/find-attribute.ts'
import type { CompareOperator } from './filter.ts'

/** A key as stored for comparison: folded unless `caseExact`, a dateTime as UTC instant `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export type KeyScalar = string | number | boolean

/**
 * The attribute is multi-valued or within a multi-valued one: true if any value compares so.
 * No value: false. `ne` does not occur, it is `not eq`. Strings are ordered by code point.
 */
export interface ResolvedComparison {
  readonly kind: 'compare'
  readonly attribute: ResolvedAttribute
  readonly operator: Exclude<CompareOperator, 'ne'>
  readonly value: KeyScalar
  /** The value as the client wrote it, in the attribute's type: what a created element gets. */
  readonly written: KeyScalar
}

/** The attribute has a value; `eq null` is `not` of this. */
export interface ResolvedPresence {
  readonly kind: 'present'
  readonly attribute: ResolvedAttribute
}

/**
 * One value of `attribute` satisfies `filter`. The attributes in `filter` are relative to that value:
 * their `attribute` is the sub-attribute. In a multi-valued attribute of plain values, `value` is the value itself.
 */
export interface ResolvedValuePath {
  readonly kind: 'valuePath'
  readonly attribute: ResolvedAttribute
  readonly filter: ResolvedFilter
}

/** Known before looking at any resource, for example an attribute that only another searched type has. */
export interface Constant {
  readonly kind: 'constant'
  readonly value: boolean
}

export interface ResolvedAnd {
  readonly kind: 'and'
  readonly filters: readonly ResolvedFilter[]
}

export interface ResolvedOr {
  readonly kind: 'or'
  readonly filters: readonly ResolvedFilter[]
}

export interface ResolvedNot {
  readonly kind: 'not'
  readonly filter: ResolvedFilter
}

/** A filter whose attributes are definitions and whose values are keys; two-valued logic. */
export type ResolvedFilter =
  | ResolvedAnd
  | ResolvedOr
  | ResolvedNot
  | ResolvedComparison
  | ResolvedPresence
  | ResolvedValuePath
  | Constant
