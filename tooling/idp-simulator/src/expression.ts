/**
 * The expression language of Entra attribute mappings, as a tree.
 * Source: "Reference for writing expressions for attribute mappings in Microsoft Entra ID", Microsoft Learn.
 */
export type Expression =
  | { readonly kind: 'attribute'; readonly name: string; readonly offset: number }
  | { readonly kind: 'constant'; readonly value: string; readonly offset: number }
  /** Nothing between two commas: an optional argument that was left out. */
  | { readonly kind: 'empty'; readonly offset: number }
  | {
      readonly kind: 'comparison'
      readonly operator: ComparisonOperator
      readonly left: Expression
      readonly right: Expression
      readonly offset: number
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly offset: number }

/** The operators that the condition of `IIF` knows, the longer ones first. */
export const COMPARISON_OPERATORS = ['<>', '>=', '<=', '=', '>', '<'] as const
export type ComparisonOperator = (typeof COMPARISON_OPERATORS)[number]

/** What an expression gives: Entra has text and lists of text; a boolean is the text `True` or `False`. */
export type ExpressionValue = string | readonly string[] | null

/** A mistake in an expression, at its place. */
export class ExpressionError extends Error {
  /** From 0. */
  readonly offset: number
  /** What was expected, without the place. */
  readonly reason: string

  constructor(offset: number, reason: string) {
    super(`column ${offset + 1}: ${reason}`)
    this.name = 'ExpressionError'
    this.offset = offset
    this.reason = reason
  }
}
