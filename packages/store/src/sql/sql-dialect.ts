import type { Knex } from 'knex'

import type { ColumnKind } from '../tables/tables.ts'
import type { Parameter } from './parameter.ts'

/** What the two databases say differently. All text that it makes is constant for constant arguments. */
export interface SqlDialect {
  readonly name: 'sqlite' | 'postgres'
  /** Builds statements whose shape depends on a request. */
  readonly builder: Knex
  /** A condition that a text column is in a list, which is one parameter made by `list`. */
  isIn(column: string): string
  list(values: readonly string[]): Parameter
  /** A table of rows, named `r`, whose parameter is made by `rows`. */
  fromRows(columns: Readonly<Record<string, ColumnKind>>): string
  /** The same of so many rows whose values are parameters of their own; `null` where that gains nothing. */
  readonly fromValues: ((columns: readonly string[], rows: number) => string) | null
  /** The same of many rows that have the `shared` columns in common; its two parameters are made by `packRows`. */
  fromPackedRows(own: Readonly<Record<string, ColumnKind>>, shared: Readonly<Record<string, ColumnKind>>): string
  /** A table of texts, named `r`, with each `value` and its `place` from 0; its parameter is made by `list`. */
  readonly fromTexts: string
  /** Deletes an organization's rows of a table by their unique key; its parameters are the organization and those of `source`. */
  deleteByKey(table: string, key: readonly string[], source: string): string
  /**
   * An organization's rows that have one value in the column `of`, and in any of `columns` one of a list: each
   * of these is a unique key with the other two, and a row that is found by both comes twice. Its parameters are the
   * organization, the value, and the list.
   */
  selectByAny(table: string, of: string, columns: readonly string[], shown: readonly string[]): string
  rows(rows: readonly Readonly<Record<string, string | number | null>>[]): Parameter
  /** Whether a text contains the parameter. */
  contains(text: string): string
  /** Whether a text starts, or ends, with the parameter, which is bound twice and must not be empty. */
  startsWith(text: string): string
  endsWith(text: string): string
  /** A text that is computed, such that it compares by code point. */
  byCodePoint(text: string): string
  /** The value at a path of JSON, compared as text by code point, as a number, or as a boolean (1 or 0). */
  jsonText(json: string, path: readonly string[]): string
  jsonNumber(json: string, path: readonly string[]): string
  jsonBoolean(json: string, path: readonly string[]): string
  jsonExists(json: string, path: readonly string[]): string
  /** The elements of the list at a path, as a table of that name with the columns `value` and `position`. */
  jsonElements(json: string, path: readonly string[], alias: string): string
  /**
   * The rows of a table that belong to the user `u`, as JSON text: a list of the columns' values of each, or of the
   * values themselves for one column.
   */
  jsonRows(alias: string, table: string, columns: readonly string[], order: string, condition?: string): string
  /** A text as JSON writes it. */
  jsonString(text: string): string
  /** The texts of all rows with commas between them, in that order; a null is none of them. */
  joinTexts(text: string, order: string): string
  /** A plain element of such a table as text. */
  elementText(alias: string): string
}

/** A name or path within a quoted SQL text. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A quoted text without a `?`, which would stand for a value: the name of a schema may have one (RFC 8141 §2.3). */
export function withoutMark(quoted: string, mark: string): string {
  return quoted.replaceAll('?', `' || ${mark} || '`)
}
