import type { AttributeDefinition } from '@rolecall/core/scim/schema/attribute-definition'
import { leafOf, pathOf as toAttributePath, type ResolvedAttribute } from '@rolecall/core/scim/schema/find-attribute'

import type { SqlDialect } from '../sql/sql-dialect.ts'
import { elementValue, jsonValue, pathOf } from './json-scope.ts'
import type { ResourceSource, SqlValue } from './resource-source.ts'

/** What a resource is sorted by (RFC 7644 §3.4.2.3): of several values the primary one, else the first. */
export function compileSort(dialect: SqlDialect, source: ResourceSource, resolved: ResolvedAttribute): SqlValue {
  const column = source.column(dialect, toAttributePath(resolved))
  if (column !== undefined) return column
  const { attribute, schema, subAttribute } = resolved
  const rows = source.related(dialect, resolved)
  if (rows !== undefined) {
    const value = rows.columns[subAttribute?.name ?? 'value']
    if (value === undefined) return { type: 'text', text: 'CAST(NULL AS text)' }
    return { ...value, text: `(SELECT ${value.text} ${rows.from} ORDER BY ${rows.order} LIMIT 1)` }
  }
  const path = pathOf(schema, attribute.name)
  if (!attribute.multiValued) {
    const at = subAttribute === undefined ? path : [...path, subAttribute.name]
    if (subAttribute?.multiValued === true) return firstOf(dialect, 'r.keys', at, subAttribute)
    return jsonValue(dialect, 'r.keys', at, leafOf(resolved))
  }
  const value: SqlValue =
    subAttribute === undefined
      ? elementValue(dialect, 's', attribute)
      : subAttribute.multiValued
        ? firstOf(dialect, 's.value', [subAttribute.name], subAttribute)
        : jsonValue(dialect, 's.value', [subAttribute.name], subAttribute)
  const primary = subAttribute === undefined ? '' : `COALESCE(${dialect.jsonBoolean('s.value', ['primary'])}, 0) DESC, `
  const elements = dialect.jsonElements('r.keys', path, 's')
  return { ...value, text: `(SELECT ${value.text} FROM ${elements} ORDER BY ${primary}s.position LIMIT 1)` }
}

/** The first of the plain values in a list. */
function firstOf(
  dialect: SqlDialect,
  json: string,
  path: readonly string[],
  definition: AttributeDefinition,
): SqlValue {
  const value = elementValue(dialect, 'f', definition)
  const elements = dialect.jsonElements(json, path, 'f')
  return { ...value, text: `(SELECT ${value.text} FROM ${elements} ORDER BY f.position LIMIT 1)` }
}
