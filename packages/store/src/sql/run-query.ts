import type { Knex } from 'knex'

import type { Parameter } from './parameter.ts'
import type { Statements } from './statements.ts'

/** What a builder has built, before it is asked for its text. */
export interface BuiltQuery<Rows extends readonly object[]> extends PromiseLike<Rows> {
  toSQL(): Pick<Knex.Sql, 'sql' | 'bindings'>
}

/** Runs a select that was built, as any other text: prepared, and with its values bound. */
export function runQuery<Rows extends readonly object[]>(
  statements: Statements,
  query: BuiltQuery<Rows>,
): Promise<Rows> {
  const { bindings, sql } = query.toSQL()
  return statements.all(sql, bindings as readonly Parameter[]) as Promise<readonly object[]> as Promise<Rows>
}
