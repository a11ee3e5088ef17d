import type { Knex } from 'knex'

import { builders } from '../sql/builders.ts'
import type { Parameter } from '../sql/parameter.ts'

/** A piece of SQL that carries the values of its `?`. It has no name that would have to be quoted, so that any builder takes it. */
export type Sql = Knex.Raw

export function sql(text: string, values: readonly (Parameter | Sql)[] = []): Sql {
  return builders.sqlite.raw(text, values as readonly Knex.RawBinding[])
}

/** Pieces joined by AND or OR, each in parentheses; nothing at all is what the operator leaves unchanged. */
export function join(operator: 'AND' | 'OR', parts: readonly Sql[]): Sql {
  if (parts.length === 0) return always(operator === 'AND')
  return sql(parts.map(() => '(?)').join(` ${operator} `), parts)
}

/** Two-valued: what is unknown (an attribute without value) counts as false, and its negation as true. */
export function negate(part: Sql): Sql {
  return sql('(?) IS NOT TRUE', [part])
}

export function always(value: boolean): Sql {
  return sql(value ? '1 = 1' : '1 = 0')
}
