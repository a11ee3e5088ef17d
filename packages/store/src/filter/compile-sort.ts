import type { Sort } from '@rolecall/core/scim/resource/sort'
import { leafOf, pathOf as toAttributePath } from '@rolecall/core/scim/schema/find-attribute'

import type { SqlDialect } from '../sql/sql-dialect.ts'
import { jsonValue, pathOf } from './json-scope.ts'
import type { ResourceSource } from './resource-source.ts'

/**
 * `sortBy` (RFC 7644 §3.4.2.3): of several values the primary one, else the first; no value comes last
 * ascending and first descending.
 */
export function compileSort(dialect: SqlDialect, source: ResourceSource, { attribute: resolved, order }: Sort): string {
  const direction = order === 'ascending' ? 'ASC NULLS LAST' : 'DESC NULLS FIRST'
  return `${toExpression(dialect, source, resolved)} ${direction}`
}

function toExpression(dialect: SqlDialect, source: ResourceSource, resolved: Sort['attribute']): string {
  const column = source.column(dialect, toAttributePath(resolved))
  if (column !== undefined) return column.text
  const { attribute, schema, subAttribute } = resolved
  const rows = source.related(dialect, resolved)
  if (rows !== undefined) {
    const value = rows.columns[subAttribute?.name ?? 'value']
    return value === undefined ? 'NULL' : `(SELECT ${value.text} ${rows.from} ORDER BY ${rows.order} LIMIT 1)`
  }
  const path = pathOf(schema, attribute.name)
  if (!attribute.multiValued) {
    const at = subAttribute === undefined ? path : [...path, subAttribute.name]
    return jsonValue(dialect, 'r.keys', at, leafOf(resolved)).text
  }
  const value =
    subAttribute === undefined
      ? dialect.elementText('s')
      : jsonValue(dialect, 's.value', [subAttribute.name], subAttribute).text
  const primary = subAttribute === undefined ? '' : `COALESCE(${dialect.jsonBoolean('s.value', ['primary'])}, 0) DESC, `
  return `(SELECT ${value} FROM ${dialect.jsonElements('r.keys', path, 's')} ORDER BY ${primary}s.position LIMIT 1)`
}
