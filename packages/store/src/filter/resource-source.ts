import type { KeyScalar, ResolvedComparison, ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'
import type { ResolvedAttribute } from '@rolecall/core/scim/schema/find-attribute'

import type { SqlDialect } from '../sql/sql-dialect.ts'
import type { Sql } from './sql.ts'

/** Where a value of an attribute stands in SQL, and how it compares. */
export interface SqlValue {
  readonly type: 'text' | 'number' | 'boolean'
  readonly text: string
  /** Whether every resource has a value. */
  readonly required?: true
}

/** Where the attributes of one thing are: a resource, an element of JSON, or a row of members. */
export interface FilterScope {
  /** The condition that the attribute has a value that compares so. */
  compare(attribute: ResolvedAttribute, operator: ResolvedComparison['operator'], value: KeyScalar): Sql
  present(attribute: ResolvedAttribute): Sql
  /** The condition that a value of the attribute satisfies a filter relative to it. */
  valuePath(attribute: ResolvedAttribute, filter: ResolvedFilter): Sql
}

/** How a resource type is stored: its table is `r` in every statement. */
export interface ResourceSource {
  readonly table: 'users' | 'groups'
  /** Which rows SCIM shows at all; those of the table where nothing is said. */
  readonly condition?: string
  /** The index of SQLite that a pass over all of them reads: it has what is asked most, so that no row is read for that. */
  readonly pass?: PassIndex
  /** Attributes with a column of their own, by path in the schema's spelling. */
  column(dialect: SqlDialect, path: string): SqlValue | undefined
  /** Conditions that an index answers although no column has the value; `undefined` for all others. */
  lookUp(dialect: SqlDialect, organizationId: string, filter: ResolvedFilter): Sql | undefined
  /** Values that are rows of other tables: `members` and `groups`. */
  related(dialect: SqlDialect, attribute: ResolvedAttribute): RelatedRows | undefined
}

/** An index that has the resources in the order of ids. */
export interface PassIndex {
  readonly index: string
  /** Attributes that another index finds by `eq`, by path. */
  readonly finds: readonly string[]
  /** Values that are to be sorted in a pass, for no index has their order. */
  readonly sorts: readonly string[]
}

/** Resources of which pages are read, as rows of some columns. */
export interface PagedSource<R extends object> extends ResourceSource {
  readonly columns: readonly (keyof R & string)[]
}

/** A multi-valued attribute that is computed from rows. */
export interface RelatedRows {
  /** `FROM … WHERE …` that ties the rows to the resource `r`. */
  readonly from: string
  /** The order in which they are shown. */
  readonly order: string
  /** The sub-attributes, by name in the schema's spelling; what is not here has no value. */
  readonly columns: Readonly<Record<string, SqlValue>>
}
