import type { SqlValue } from './resource-source.ts'

/** The order of a value, and of ids among equal ones; no value comes last ascending and first descending (RFC 7644 §3.4.2.3). */
export function orderBy(value: SqlValue | null, id: string, ascending: boolean): string {
  const direction = ascending ? 'ASC' : 'DESC'
  if (value === null) return `${id} ${direction}`
  const nulls = value.required === true ? '' : ascending ? ' NULLS LAST' : ' NULLS FIRST'
  return `${value.text} ${direction}${nulls}, ${id} ${direction}`
}
