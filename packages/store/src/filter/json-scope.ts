import type { AttributeDefinition } from '@rolecall/core/scim/schema/attribute-definition'
import type { KeyScalar, ResolvedComparison } from '@rolecall/core/scim/filter/resolved-filter'
import { leafOf } from '@rolecall/core/scim/schema/find-attribute'

import type { SqlDialect } from '../sql/sql-dialect.ts'
import { compareValue } from './compare-value.ts'
import { compileIn } from './compile-in.ts'
import { createPrefixedScope } from './prefixed-scope.ts'
import type { FilterScope, SqlValue } from './resource-source.ts'
import { join, sql, type Sql } from './sql.ts'

/**
 * Attributes in JSON keys: `json` is the column, or an element of a list in it. `depth` numbers the
 * aliases of nested lists.
 */
export function createJsonScope(dialect: SqlDialect, json: string, depth = 0): FilterScope {
  const alias = `e${depth}`

  /** The condition on each element of a list of plain or complex values, joined by "any". */
  function anyElement(path: readonly string[], condition: Sql): Sql {
    return sql(`EXISTS (SELECT 1 FROM ${dialect.jsonElements(json, path, alias)} WHERE ?)`, [condition])
  }

  /** A list within a complex value, or within each of several. */
  function anyWithin(
    path: readonly string[],
    { multiValued }: AttributeDefinition,
    list: AttributeDefinition,
    operator: ResolvedComparison['operator'],
    value: KeyScalar,
  ): Sql {
    const inner = `i${depth}`
    const [from, at] = multiValued ? [`${alias}.value`, [list.name]] : [json, [...path, list.name]]
    const compared = compareValue(dialect, elementValue(dialect, inner, list), operator, value)
    const within = sql(`EXISTS (SELECT 1 FROM ${dialect.jsonElements(from, at, inner)} WHERE ?)`, [compared])
    return multiValued ? anyElement(path, within) : within
  }

  const scope: FilterScope = {
    compare({ schema, attribute, subAttribute }, operator, value) {
      const path = pathOf(schema, attribute.name)
      if (subAttribute?.multiValued === true) return anyWithin(path, attribute, subAttribute, operator, value)
      if (!attribute.multiValued) {
        const leaf = leafOf({ schema, attribute, subAttribute })
        const at = subAttribute === undefined ? path : [...path, subAttribute.name]
        return compareValue(dialect, jsonValue(dialect, json, at, leaf), operator, value)
      }
      const element: SqlValue =
        subAttribute === undefined
          ? elementValue(dialect, alias, attribute)
          : jsonValue(dialect, `${alias}.value`, [subAttribute.name], subAttribute)
      return anyElement(path, compareValue(dialect, element, operator, value))
    },
    present({ schema, attribute, subAttribute }) {
      const path = pathOf(schema, attribute.name)
      if (subAttribute === undefined) return sql(dialect.jsonExists(json, path))
      if (!attribute.multiValued) return sql(dialect.jsonExists(json, [...path, subAttribute.name]))
      return anyElement(path, sql(dialect.jsonExists(`${alias}.value`, [subAttribute.name])))
    },
    valuePath({ schema, attribute }, filter) {
      const path = pathOf(schema, attribute.name)
      if (attribute.multiValued && attribute.type !== 'complex') {
        return anyElement(path, compileIn(createPlainScope(dialect, alias, attribute), filter))
      }
      if (attribute.multiValued) {
        return anyElement(path, compileIn(createJsonScope(dialect, `${alias}.value`, depth + 1), filter))
      }
      const within = createPrefixedScope(scope, { schema, attribute, subAttribute: undefined })
      return join('AND', [sql(dialect.jsonExists(json, path)), compileIn(within, filter)])
    },
  }
  return scope
}

/** A value at a path of JSON, as its definition says that it compares. */
export function jsonValue(
  dialect: SqlDialect,
  json: string,
  path: readonly string[],
  { type }: Pick<AttributeDefinition, 'type'>,
): SqlValue {
  if (type === 'boolean') return { type: 'boolean', text: dialect.jsonBoolean(json, path) }
  if (type === 'integer' || type === 'decimal') return { type: 'number', text: dialect.jsonNumber(json, path) }
  return { type: 'text', text: dialect.jsonText(json, path) }
}

export function pathOf(schema: string | undefined, name: string): string[] {
  return schema === undefined ? [name] : [schema, name]
}

/** A plain element of a list, as its definition says that it compares. */
export function elementValue(
  dialect: SqlDialect,
  alias: string,
  definition: Pick<AttributeDefinition, 'type'>,
): SqlValue {
  const value = jsonValue(dialect, `${alias}.value`, [], definition)
  return value.type === 'text' ? { type: 'text', text: dialect.elementText(alias) } : value
}

/** A plain element of a list: its only attribute is `value`, which is the element itself. */
function createPlainScope(dialect: SqlDialect, alias: string, attribute: AttributeDefinition): FilterScope {
  const value = elementValue(dialect, alias, attribute)
  return {
    compare: (_, operator, constant) => compareValue(dialect, value, operator, constant),
    present: () => sql(`${value.text} IS NOT NULL`),
    valuePath: (_, filter) => compileIn(createPlainScope(dialect, alias, attribute), filter),
  }
}
