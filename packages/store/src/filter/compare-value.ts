import type { KeyScalar, ResolvedComparison } from '@rolecall/core/scim/filter/resolved-filter'

import type { SqlDialect } from '../sql/sql-dialect.ts'
import type { SqlValue } from './resource-source.ts'
import { always, sql, type Sql } from './sql.ts'

const signs = { eq: '=', gt: '>', ge: '>=', lt: '<', le: '<=' } as const

/** Whether a value compares so; values of different types never do. */
export function compareValue(
  dialect: SqlDialect,
  value: SqlValue,
  operator: ResolvedComparison['operator'],
  constant: KeyScalar,
): Sql {
  if (typeof constant !== typeOf(value)) return always(false)
  if (operator in signs) {
    const parameter = typeof constant === 'boolean' ? Number(constant) : constant
    return sql(`${value.text} ${signs[operator as keyof typeof signs]} ?`, [parameter])
  }
  if (typeof constant !== 'string') return always(false)
  return compareText(dialect, value.text, operator, constant)
}

function compareText(
  dialect: SqlDialect,
  text: string,
  operator: ResolvedComparison['operator'],
  constant: string,
): Sql {
  if (constant === '') return sql(`${text} IS NOT NULL`)
  if (operator === 'co') return sql(dialect.contains(text), [constant])
  if (operator === 'sw') return sql(dialect.startsWith(text), [constant, constant])
  return sql(dialect.endsWith(text), [constant, constant])
}

function typeOf({ type }: SqlValue): 'string' | 'number' | 'boolean' {
  return type === 'text' ? 'string' : type
}
