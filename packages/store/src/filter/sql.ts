import type { Parameter } from '../sql/parameter.ts'

/** A piece of SQL with the values of its `?`, in their order. */
export interface Sql {
  readonly text: string
  readonly parameters: readonly Parameter[]
}

export function sql(text: string, parameters: readonly Parameter[] = []): Sql {
  return { text, parameters }
}

/** Pieces joined by AND or OR, each in parentheses; nothing at all is what the operator leaves unchanged. */
export function join(operator: 'AND' | 'OR', parts: readonly Sql[]): Sql {
  if (parts.length === 0) return always(operator === 'AND')
  return sql(
    parts.map(({ text }) => `(${text})`).join(` ${operator} `),
    parts.flatMap(({ parameters }) => parameters),
  )
}

/** Two-valued: what is unknown (an attribute without value) counts as false, and its negation as true. */
export function negate({ text, parameters }: Sql): Sql {
  return sql(`(${text}) IS NOT TRUE`, parameters)
}

export function always(value: boolean): Sql {
  return sql(value ? '1 = 1' : '1 = 0')
}
