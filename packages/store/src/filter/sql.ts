import type { Knex } from 'knex'

import { builders } from '../sql/builders.ts'
import type { Parameter } from '../sql/parameter.ts'

/** A piece of SQL, and the values of its `?`. A condition is made of many, and each is plain: one of knex costs more than its trip is worth. */
export interface Sql {
  readonly text: string
  readonly values: readonly Parameter[]
}

/** A piece with these values, or with other pieces in the place of its `?`. */
export function sql(text: string, parts: readonly (Parameter | Sql)[] = []): Sql {
  const [first, ...others] = text.split('?')
  let joined = first ?? ''
  const values: Parameter[] = []
  for (const [place, after] of others.entries()) {
    const part = parts[place] as Parameter | Sql
    if (isPiece(part)) {
      joined += part.text + after
      values.push(...part.values)
    } else {
      joined += `?${after}`
      values.push(part)
    }
  }
  return { text: joined, values }
}

/** The same for a builder. It has no name that would have to be quoted, so that any of them takes it. */
export function raw(text: string, values: readonly Parameter[] = []): Knex.Raw {
  return builders.sqlite.raw(text, values as readonly Knex.RawBinding[])
}

function isPiece(part: Parameter | Sql): part is Sql {
  return typeof part === 'object' && part !== null && 'text' in part
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
  return { text: value ? '1 = 1' : '1 = 0', values: [] }
}
