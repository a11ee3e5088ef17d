import type { ColumnKind, tables, TableName } from './tables.ts'

/** What the drivers give for a column: PostgreSQL gives a bigint as text. */
interface Values {
  readonly text: string
  readonly 'text?': string | null
  readonly integer: number | string
  readonly 'integer?': number | string | null
  readonly flag: number
}

type Columns<Name extends TableName> = (typeof tables)[Name]

/** A row of a table, or the columns of it that a statement selects. */
export type RowOf<Name extends TableName, Column extends keyof Columns<Name> = keyof Columns<Name>> = {
  readonly [Key in Column]: Columns<Name>[Key] extends ColumnKind ? Values[Columns<Name>[Key]] : never
}
